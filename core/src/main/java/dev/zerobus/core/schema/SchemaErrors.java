// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What to say about calls that failed. Stateless. */
final class SchemaErrors {

    private static final int MAX_TEXT_CHARS = 300;

    private SchemaErrors() {}

    static SchemaException refused(TableName table, String url, int status, byte[] answer) {
        String problem = "Unity Catalog at " + url + " answers " + status + " for table " + table + said(answer);
        boolean retriable = status == 429 || status == 408 || status >= 500;
        return new SchemaException(retriable, problem, advice(table, status), null);
    }

    private static String advice(TableName table, int status) {
        switch (status) {
            case 401:
                return "the token is not taken; check client id, client secret and the workspace URL";
            case 403:
                return "grant the service principal USE CATALOG on " + table.catalog() + ", USE SCHEMA on "
                        + table.catalog() + '.' + table.schema() + ", SELECT and MODIFY on " + table;
            case 404:
                return "create the table (the service never does), or correct its name;"
                        + " a missing grant may look the same";
            case 429:
                return "the workspace limits its REST calls; it is tried again later";
            default:
                if (status >= 500 || status == 408) {
                    return "the workspace has a problem; it is tried again later";
                }
                if (status >= 300 && status < 400) {
                    return "it sends us elsewhere; set the workspace URL to where it really is";
                }
                return "check the workspace URL and the table's name";
        }
    }

    static SchemaException slow(TableName table, String url, Duration timeout, IOException cause) {
        return new SchemaException(
                true,
                "Unity Catalog at " + url + " did not answer for table " + table + " within " + timeout.toMillis()
                        + " ms",
                "check network, proxy and firewall if this goes on; it is tried again later",
                cause);
    }

    static SchemaException unreachable(TableName table, String url, IOException cause) {
        return new SchemaException(
                true,
                "Unity Catalog at " + url + " can not be asked for table " + table + " (" + shorten(cause.toString())
                        + ")",
                "check the workspace URL, network, proxy and certificates if this goes on; it is tried again later",
                cause);
    }

    static SchemaException garbage(TableName table, String url, String what, IOException cause) {
        return new SchemaException(
                true,
                "the answer of " + url + " for table " + table + " is not Unity Catalog's (" + what + ")",
                "check the workspace URL, and whether a proxy or a login page answers in its place",
                cause);
    }

    /** What the error's JSON says, if it is some. */
    private static String said(byte[] answer) {
        try {
            Object tree = JsonTree.read(answer);
            if (tree instanceof Map) {
                Object code = ((Map<?, ?>) tree).get("error_code");
                Object message = ((Map<?, ?>) tree).get("message");
                return " (" + shorten(code + ": " + message) + ")";
            }
        } catch (IOException e) {
            // a page of HTML for people, most often
        }
        return "";
    }

    static String shorten(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_TEXT_CHARS ? line.substring(0, MAX_TEXT_CHARS) + "..." : line;
    }
}

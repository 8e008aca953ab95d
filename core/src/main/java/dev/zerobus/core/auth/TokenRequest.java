// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import dev.zerobus.schema.TableName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The forms that are posted to the token endpoint (Zerobus public SDK and documentation). */
final class TokenRequest {

    private static final String BASE = "grant_type=client_credentials&scope=all-apis";

    private TokenRequest() {}

    /** For reading table metadata. */
    static String forMetadata() {
        return BASE;
    }

    /** For streams to one table: what the token may do is asked for table by table. */
    static String forStream(String workspaceId, TableName table) {
        return BASE + "&resource=" + encode("api://databricks/workspaces/" + workspaceId + "/zerobusDirectWriteApi")
                + "&authorization_details=" + encode(authorizationDetails(table));
    }

    // names hold ASCII letters, digits and underscores only: nothing to escape
    private static String authorizationDetails(TableName table) {
        String schema = table.catalog() + "." + table.schema();
        return "[" + entry("\"USE CATALOG\"", "CATALOG", table.catalog()) + ","
                + entry("\"USE SCHEMA\"", "SCHEMA", schema) + ","
                + entry("\"SELECT\",\"MODIFY\"", "TABLE", table.fullName()) + "]";
    }

    private static String entry(String privileges, String type, String path) {
        return "{\"type\":\"unity_catalog_privileges\",\"privileges\":[" + privileges + "],\"object_type\":\"" + type
                + "\",\"object_full_path\":\"" + path + "\"}";
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.auth.TokenException;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.schema.TableName;
import java.util.Locale;

/** Asks for tokens, and says which of the credentials is the likely cause if there is none. Immutable. */
final class TokenCheck {

    /** What application ids of service principals look like (Databricks documentation: a UUID). */
    private static final String UUID = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final ZerobusConfig config;
    private final TokenSource tokens;

    TokenCheck(ZerobusConfig config, TokenSource tokens) {
        this.config = config;
        this.tokens = tokens;
    }

    Finding metadata() {
        try {
            tokens.metadataToken();
            return Finding.ok("the service principal " + clientId() + " gets a token from " + workspace());
        } catch (TokenException e) {
            return Finding.failed(text(e), credentials(e));
        }
    }

    Finding stream(TableName table) {
        try {
            tokens.streamToken(table);
            return Finding.ok("a token for streams to " + table + " is granted");
        } catch (TokenException e) {
            boolean grants = text(e).contains("4024") || text(e).contains("authorization_details");
            return Finding.failed(
                    text(e),
                    grants || !e.retriable()
                            ? "grant " + clientId() + " USE CATALOG on " + table.catalog() + ", USE SCHEMA on "
                                    + table.catalog() + '.' + table.schema() + ", and SELECT and MODIFY on " + table
                                    + " itself (inherited grants are not enough); and check that the workspace id in "
                                    + ConnectionOptions.ENDPOINT + " is that of the workspace"
                            : "check the workspace; it is tried again by itself");
        }
    }

    private String credentials(TokenException e) {
        String text = text(e).toLowerCase(Locale.ROOT);
        if (text.contains("answered 401") || text.contains("invalid_client")) {
            return clientId().matches(UUID)
                    ? "the id or the secret is wrong: check that " + ConnectionOptions.CLIENT_ID
                            + " is the application id of the service principal, and set a secret that has not expired"
                    : ConnectionOptions.CLIENT_ID + " does not look like the application id of a service principal"
                            + " (a UUID); if it is right, the secret is wrong or has expired";
        }
        if (text.contains("answered 403")) {
            return "the workspace knows the service principal and refuses it: add it to the workspace, or allow this"
                    + " address in its access list";
        }
        if (text.contains("answered 3") || text.contains("answered 404") || text.contains("something else than json")) {
            return "this is not a workspace: correct " + ConnectionOptions.WORKSPACE_URL;
        }
        if (text.contains("secret of the service principal can not be read")) {
            return "make the file of the secret readable, or name another one";
        }
        return e.retriable()
                ? "check the workspace, network and proxy; it is tried again by itself"
                : "check " + ConnectionOptions.WORKSPACE_URL + ", " + ConnectionOptions.CLIENT_ID + " and the secret";
    }

    private static String text(TokenException e) {
        return String.valueOf(e.getMessage());
    }

    private String clientId() {
        return String.valueOf(config.find(ConnectionOptions.CLIENT_ID));
    }

    private String workspace() {
        return String.valueOf(config.find(ConnectionOptions.WORKSPACE_URL));
    }
}

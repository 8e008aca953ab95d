// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.auth.AccessToken;
import dev.zerobus.server.auth.AuthorizationDetails;
import dev.zerobus.server.auth.Privileges;
import dev.zerobus.server.auth.TokenRefused;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /oidc/v1/token}: client credentials by HTTP Basic or in the form, privileges in
 * {@code authorization_details} (Zerobus public SDK; RFC 6749, RFC 9396).
 */
final class TokenHandler implements HttpHandler {

    private static final String SCOPE = "all-apis";
    private static final String RESOURCE_START = "api://databricks/workspaces/";
    private static final String RESOURCE_END = "/zerobusDirectWriteApi";

    private final AccessControl access;

    TokenHandler(AccessControl access) {
        this.access = access;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            TokenForm form = TokenForm.read(exchange);
            AccessToken token = access.issue(form.clientId(), form.clientSecret(), wishes(form));
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("access_token", token.value());
            reply.put("token_type", "Bearer");
            reply.put("expires_in", token.expiresInSeconds());
            reply.put("scope", SCOPE);
            answer = Answer.of(200, reply);
        } catch (TokenRefused refused) {
            answer = error(refused.httpStatus(), refused.error(), String.valueOf(refused.getMessage()));
        } catch (BadForm bad) {
            answer = error(bad.httpStatus(), bad.error(), String.valueOf(bad.getMessage()));
        }
        if (answer.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"zerobus\"");
        }
        answer.send(exchange);
    }

    private static Answer error(int status, String error, String description) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("error", error);
        values.put("error_description", description);
        return Answer.of(status, values);
    }

    private static List<Privileges> wishes(TokenForm form) throws BadForm {
        String grantType = form.field("grant_type");
        if (grantType.isEmpty()) {
            throw new BadForm(400, "invalid_request", "grant_type is missing: it must be client_credentials");
        }
        if (!grantType.equals("client_credentials")) {
            throw new BadForm(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        if (!List.of(form.field("scope").split(" ")).contains(SCOPE)) {
            throw new BadForm(400, "invalid_scope", "scope must be " + SCOPE);
        }
        String resource = form.field("resource");
        if (!resource.isEmpty() && !(resource.startsWith(RESOURCE_START) && resource.endsWith(RESOURCE_END))) {
            throw new BadForm(
                    400,
                    "invalid_target",
                    "resource must be " + RESOURCE_START + "<workspace-id>" + RESOURCE_END + ", or be left out");
        }
        try {
            return AuthorizationDetails.parse(form.field("authorization_details"));
        } catch (IllegalArgumentException malformed) {
            throw new BadForm(400, "invalid_authorization_details", "authorization_details: " + malformed.getMessage());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import dev.zerobus.schema.TableName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Access by principals of a file and tokens in memory. Grants are asked when a token is issued and again when it is used,
 * as a token may outlive its purpose. Safe from any thread.
 */
final class TokenAccessControl implements AccessControl {

    /** The service's own number of "the token's {@code authorization_details} do not allow this". */
    private static final String NOT_AUTHORIZED = "error 4024 (authorization_details): ";

    private static final String BEARER = "bearer ";
    private static final Principal NOBODY = new Principal("", new byte[0], new Grants(List.of()));

    private final PrincipalsFile principals;
    private final TokenStore tokens;

    TokenAccessControl(PrincipalsFile principals, InstantSource clock) {
        this.principals = principals;
        this.tokens = new TokenStore(clock, TokenStore.MAX_TOKENS);
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public AccessToken issue(String clientId, String secret, List<Privileges> requested) throws TokenRefused {
        Principal principal = principals.find(clientId);
        // an unknown name costs as much time as a wrong secret
        boolean good = (principal == null ? NOBODY : principal).hasSecret(secret);
        if (principal == null || !good) {
            throw new TokenRefused(
                    401, "invalid_client", "client authentication failed: client id or secret is not right");
        }
        List<String> missing = principal.grants().missing(requested);
        if (!missing.isEmpty()) {
            throw new TokenRefused(
                    401,
                    "invalid_authorization_details",
                    NOT_AUTHORIZED + "the service principal " + clientId + " was not granted "
                            + String.join("; ", missing));
        }
        Duration lifetime = principals.tokenLifetime();
        return new AccessToken(tokens.issue(principal, requested, lifetime), lifetime.toSeconds());
    }

    @Override
    public Decision stream(@Nullable String authorization, TableName table) {
        TokenStore.Token token = token(authorization);
        if (token == null) {
            return Decision.unauthenticated(whyNone(authorization));
        }
        String client = token.principal().clientId();
        List<Privileges> needed = Grants.forStream(table);
        List<String> missing = token.principal().grants().missing(needed);
        if (!missing.isEmpty()) {
            return Decision.denied(
                    client,
                    NOT_AUTHORIZED + "the service principal " + client + " was not granted "
                            + String.join("; ", missing));
        }
        List<String> notAsked = new Grants(token.privileges()).missing(needed);
        if (!notAsked.isEmpty()) {
            return Decision.denied(
                    client,
                    NOT_AUTHORIZED + "the token was not issued for " + String.join("; ", notAsked)
                            + ": ask for it in authorization_details of the token request");
        }
        return Decision.allowed(client);
    }

    @Override
    public Decision metadata(@Nullable String authorization, TableName table) {
        TokenStore.Token token = token(authorization);
        if (token == null) {
            return Decision.unauthenticated(whyNone(authorization));
        }
        String client = token.principal().clientId();
        List<String> missing = token.principal().grants().missingForMetadata(table);
        return missing.isEmpty()
                ? Decision.allowed(client)
                : Decision.denied(
                        client,
                        "the service principal " + client + " may not see table " + table + ": it was not granted "
                                + String.join("; ", missing));
    }

    private TokenStore.@Nullable Token token(@Nullable String authorization) {
        String bearer = bearer(authorization);
        return bearer == null ? null : tokens.find(bearer);
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null || authorization.length() <= BEARER.length()) {
            return null;
        }
        String scheme = authorization.substring(0, BEARER.length()).toLowerCase(Locale.ROOT);
        return scheme.equals(BEARER) ? authorization.substring(BEARER.length()).trim() : null;
    }

    private static String whyNone(@Nullable String authorization) {
        if (bearer(authorization) == null) {
            return "no token: send the header 'authorization: Bearer <token>' with a token of POST /oidc/v1/token";
        }
        return "the token is not known or has expired: get a new one from POST /oidc/v1/token"
                + " (tokens do not survive a restart of this server)";
    }
}

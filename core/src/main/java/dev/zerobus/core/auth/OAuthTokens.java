// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import dev.zerobus.core.net.HttpAnswer;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tokens by OAuth client credentials of a service principal (Zerobus public SDK and documentation): one for each table's
 * streams, another one for metadata, each cached until 80 % of its life. Safe from any thread; the getters may block as long
 * as the {@link HttpCalls} do.
 */
public final class OAuthTokens implements TokenSource {

    /** How long a token lives when the endpoint does not say it: {@value} s. */
    static final long DEFAULT_LIFE_SECONDS = 3600;

    private static final long MAX_LIFE_SECONDS = 86_400;
    private static final int MAX_TEXT_CHARS = 300;

    private final URI tokenUrl;
    private final String workspaceId;
    private final String clientId;
    private final String clientSecret;
    private final HttpCalls http;
    private final LongSupplier nanoClock;
    private final TokenSlot metadata;
    private final ConcurrentHashMap<TableName, TokenSlot> streams = new ConcurrentHashMap<>();

    /**
     * Creates a source.
     *
     * @param workspaceUrl such as {@code https://adb-1.azuredatabricks.net}
     * @param workspaceId what stands between the scheme and the first dot of the stream endpoint
     * @param clientId the service principal
     * @param clientSecret its secret
     * @param http how requests are made
     * @param nanoClock such as {@code System::nanoTime}
     * @throws IllegalArgumentException if the workspace URL is none
     */
    public OAuthTokens(
            String workspaceUrl,
            String workspaceId,
            String clientId,
            String clientSecret,
            HttpCalls http,
            LongSupplier nanoClock) {
        String base = workspaceUrl.contains("://") ? workspaceUrl : "https://" + workspaceUrl;
        this.tokenUrl = URI.create(base.replaceAll("/+$", "") + "/oidc/v1/token");
        this.workspaceId = Objects.requireNonNull(workspaceId, "workspaceId");
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.clientSecret = Objects.requireNonNull(clientSecret, "clientSecret");
        this.http = Objects.requireNonNull(http, "http");
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.metadata = new TokenSlot(() -> fetch(TokenRequest.forMetadata(), "table metadata"), nanoClock);
    }

    @Override
    public Token streamToken(TableName table) throws TokenException {
        return streams.computeIfAbsent(table, this::slot).get();
    }

    @Override
    public Token metadataToken() throws TokenException {
        return metadata.get();
    }

    @Override
    public void refused(Token token) {
        metadata.refused(token);
        streams.values().forEach(slot -> slot.refused(token));
    }

    private TokenSlot slot(TableName table) {
        return new TokenSlot(() -> fetch(TokenRequest.forStream(workspaceId, table), "streams to " + table), nanoClock);
    }

    private TokenSlot.Fetched fetch(String form, String purpose) throws TokenException {
        HttpAnswer answer;
        try {
            answer = http.send("POST", tokenUrl, headers(), form.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TokenException(sentence(purpose, "cannot be reached: " + clean(e.toString())), true);
        } catch (IllegalArgumentException e) {
            throw new TokenException(
                    sentence(purpose, "cannot be used: " + clean(String.valueOf(e.getMessage()))), false);
        }
        if (answer.status() / 100 != 2) {
            throw refusal(answer, purpose);
        }
        return token(answer, purpose);
    }

    private Map<String, String> headers() {
        String both = clientId + ":" + clientSecret;
        String basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "Authorization", basic,
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "application/json");
    }

    private TokenSlot.Fetched token(HttpAnswer answer, String purpose) throws TokenException {
        Map<String, String> fields;
        try {
            fields = JsonFields.read(answer.body());
        } catch (IOException e) {
            // the parser's message quotes what it read, which may be a token
            throw new TokenException(
                    sentence(purpose, "answered " + answer.status() + " with something else than JSON"), true);
        }
        String value = fields.getOrDefault("access_token", "");
        if (value.isEmpty()) {
            throw new TokenException(sentence(purpose, "answered " + answer.status() + " without access_token"), true);
        }
        return new TokenSlot.Fetched(new Token(value), lifeNanos(fields.get("expires_in")));
    }

    private TokenException refusal(HttpAnswer answer, String purpose) {
        boolean retriable = answer.retriable();
        String todo = retriable ? "" : "; " + advice(answer.status());
        return new TokenException(
                sentence(purpose, "answered " + answer.status() + " " + said(answer.body()) + todo), retriable);
    }

    private String said(String body) {
        try {
            Map<String, String> fields = JsonFields.read(body);
            String code = fields.getOrDefault("error", fields.getOrDefault("error_code", ""));
            String text = fields.getOrDefault("error_description", fields.getOrDefault("message", ""));
            return clean((code + (code.isEmpty() || text.isEmpty() ? "" : ": ") + text).trim());
        } catch (IOException e) {
            return clean(body);
        }
    }

    private static String advice(int status) {
        switch (status) {
            case 401:
                return "check the client id and the client secret";
            case 403:
                return "check what the service principal may do in this workspace and on the table itself";
            case 404:
                return "check the workspace URL";
            default:
                return "check the workspace URL, the workspace id in the endpoint, and the grants on the table itself";
        }
    }

    private static long lifeNanos(@org.jspecify.annotations.Nullable String expiresIn) {
        long seconds = DEFAULT_LIFE_SECONDS;
        try {
            seconds = expiresIn == null ? seconds : Long.parseLong(expiresIn);
        } catch (NumberFormatException e) {
            // the token counts, not how its life is written
        }
        return TimeUnit.SECONDS.toNanos(Math.max(1, Math.min(MAX_LIFE_SECONDS, seconds)));
    }

    private String sentence(String purpose, String what) {
        return "no access token for " + purpose + ": the token endpoint " + tokenUrl + " " + what;
    }

    /** One short line without our secret, whatever was echoed. */
    private String clean(String text) {
        String line = (clientSecret.isEmpty() ? text : text.replace(clientSecret, "***"))
                .replaceAll("\\s+", " ")
                .trim();
        return line.length() <= MAX_TEXT_CHARS ? line : line.substring(0, MAX_TEXT_CHARS) + "...";
    }

    @Override
    public String toString() {
        return "OAuth client " + clientId + " at " + tokenUrl;
    }
}

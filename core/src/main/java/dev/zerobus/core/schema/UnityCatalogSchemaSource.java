// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks Unity Catalog: {@code GET {workspace}/api/2.1/unity-catalog/tables/{full name}} (Databricks REST documentation).
 * Immutable; safe from any thread.
 */
public final class UnityCatalogSchemaSource implements SchemaSource {

    /** How long one fetch may take in all. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** The answer for a table of 2,000 columns with comments stays far below. */
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private final String workspaceUrl;
    private final TokenSupplier tokens;
    private final ConnectionOpener connections;
    private final Duration timeout;

    /**
     * Creates a source with the default timeout and the JVM's own connections.
     *
     * @param workspaceUrl such as {@code https://dbc-1234.cloud.databricks.com}
     * @param tokens what authenticates the call
     */
    public UnityCatalogSchemaSource(URI workspaceUrl, TokenSupplier tokens) {
        this(workspaceUrl, tokens, ConnectionOpener.DIRECT, DEFAULT_TIMEOUT);
    }

    /**
     * Creates a source.
     *
     * @param workspaceUrl such as {@code https://dbc-1234.cloud.databricks.com}; a path in it stays in front
     * @param tokens what authenticates the call
     * @param connections opens connections, perhaps through a proxy
     * @param timeout how long one fetch may take in all, at least a millisecond
     * @throws IllegalArgumentException if the URL is no absolute http or https one, or the timeout is too short
     */
    public UnityCatalogSchemaSource(
            URI workspaceUrl, TokenSupplier tokens, ConnectionOpener connections, Duration timeout) {
        String scheme = workspaceUrl.getScheme();
        if (workspaceUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException(
                    "'" + workspaceUrl + "' is no workspace URL: write it as https://dbc-1234.cloud.databricks.com");
        }
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the timeout " + timeout + " has to be a millisecond to 24 days");
        }
        this.workspaceUrl = workspaceUrl.toString().replaceAll("/+$", "");
        this.tokens = tokens;
        this.connections = connections;
        this.timeout = timeout;
    }

    @Override
    public TableSchema fetch(TableName table) throws SchemaException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        HttpURLConnection connection = null;
        try {
            URL url = URI.create(workspaceUrl + "/api/2.1/unity-catalog/tables/" + table.fullName())
                    .toURL();
            connection = connections.open(url);
            prepare(connection);
            int status = connection.getResponseCode();
            byte[] answer =
                    read(status < 400 ? connection.getInputStream() : connection.getErrorStream(), deadlineNanos);
            if (status != HttpURLConnection.HTTP_OK) {
                throw SchemaErrors.refused(table, workspaceUrl, status, answer);
            }
            return TableAnswer.parse(table, answer, workspaceUrl);
        } catch (SocketTimeoutException e) {
            throw SchemaErrors.slow(table, workspaceUrl, timeout, e);
        } catch (IOException e) {
            throw SchemaErrors.unreachable(table, workspaceUrl, e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private void prepare(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setUseCaches(false);
        // the token is for this host and no other one
        connection.setInstanceFollowRedirects(false);
        // an authenticator of the application's would be asked for a password, perhaps in a window
        connection.setAuthenticator(new Authenticator() {});
        connection.setRequestProperty("Accept", "application/json");
        String token = tokens.token();
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
    }

    private static byte[] read(@Nullable InputStream in, long deadlineNanos) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.write(buffer, 0, n);
                if (answer.size() > MAX_ANSWER_BYTES) {
                    throw new IOException("the answer is larger than " + MAX_ANSWER_BYTES + " bytes");
                }
                // a server that sends a byte now and then never runs into the read timeout
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new SocketTimeoutException("the answer goes on and on");
                }
            }
            return answer.toByteArray();
        }
    }

    @Override
    public String toString() {
        return "Unity Catalog at " + workspaceUrl;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.net.Loopback;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the service is. Immutable. */
public final class StreamEndpoint {

    private final boolean plaintext;
    private final String host;
    private final int port;
    private final String workspaceId;

    private StreamEndpoint(boolean plaintext, String host, int port, String workspaceId) {
        this.plaintext = plaintext;
        this.host = host;
        this.port = port;
        this.workspaceId = workspaceId;
    }

    /**
     * Reads an endpoint.
     *
     * @param text such as {@code https://1234.zerobus.eu-west-1.cloud.databricks.com}; without a scheme it is {@code https};
     *     {@code http} is for this machine only, since tokens would be readable on the way
     * @return the endpoint
     * @throws IllegalArgumentException if it is none; the message says what is wrong and what is right
     */
    public static StreamEndpoint parse(String text) {
        String full = text.trim().contains("://") ? text.trim() : "https://" + text.trim();
        URI uri = uri(full, text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(text, "it is no https://host[:port]", null);
        }
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw wrong(text, "it has a path, '" + uri.getRawPath() + "'", null);
        }
        if (scheme.equals("http") && !Loopback.is(host)) {
            throw wrong(text, "plaintext (http://) is for this machine only", null);
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong(text, "the scheme '" + scheme + "' is unknown", null);
        }
        boolean plaintext = scheme.equals("http");
        int port = uri.getPort() >= 0 ? uri.getPort() : plaintext ? 80 : 443;
        String authority = full.substring(full.indexOf("://") + 3).replaceAll("/$", "");
        int dot = authority.indexOf('.');
        return new StreamEndpoint(plaintext, host, port, dot < 0 ? authority : authority.substring(0, dot));
    }

    private static URI uri(String full, String text) {
        try {
            return URI.create(full);
        } catch (IllegalArgumentException e) {
            throw wrong(text, "it is no URL", e);
        }
    }

    private static IllegalArgumentException wrong(String text, String what, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the endpoint '" + text + "' cannot be used: " + what
                        + "; write it as https://<workspace-id>.zerobus.<region>.cloud.databricks.com,"
                        + " or http://localhost:<port> for a server on this machine",
                cause);
    }

    /**
     * Tells whether bytes go unencrypted.
     *
     * @return true for {@code http}
     */
    public boolean plaintext() {
        return plaintext;
    }

    /**
     * Returns the host.
     *
     * @return a name or an address, IPv6 in brackets
     */
    public String host() {
        return host;
    }

    /**
     * Returns the port.
     *
     * @return the one given, else 443, or 80 for {@code http}
     */
    public int port() {
        return port;
    }

    /**
     * Returns the workspace's id: everything between the scheme and the first dot (Zerobus public SDK).
     *
     * @return such as {@code 1234567890}; {@code localhost:9090} for that host and port
     */
    public String workspaceId() {
        return workspaceId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamEndpoint && other.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return (plaintext ? "http://" : "https://") + host + ":" + port;
    }
}

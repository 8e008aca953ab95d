// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import org.jspecify.annotations.Nullable;

/** Which HTTP proxy is used, if any. Immutable. */
public final class ProxyChoice {

    /** What {@code grpc_proxy}, {@code https_proxy}, {@code http_proxy} and {@code no_proxy} of the environment say. */
    public static final ProxyChoice ENVIRONMENT = new ProxyChoice("env", null, 0);

    /** No proxy, whatever the environment says. */
    public static final ProxyChoice NONE = new ProxyChoice("none", null, 0);

    private final String text;
    private final @Nullable String host;
    private final int port;

    private ProxyChoice(String text, @Nullable String host, int port) {
        this.text = text;
        this.host = host;
        this.port = port;
    }

    static ProxyChoice at(String host, int port) {
        return new ProxyChoice(host + ':' + port, host, port);
    }

    /**
     * Returns the proxy's host.
     *
     * @return a name or address; null unless one was configured here
     */
    public @Nullable String host() {
        return host;
    }

    /**
     * Returns the proxy's port.
     *
     * @return 1 to 65535; 0 unless one was configured here
     */
    public int port() {
        return port;
    }

    @Override
    public String toString() {
        return text;
    }
}

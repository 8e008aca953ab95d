// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy. Immutable; its password is in no {@code toString}. */
public final class ProxyServer {

    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;

    ProxyServer(String host, int port, @Nullable String user, @Nullable String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /**
     * Returns where it is.
     *
     * @return its name or address
     */
    public String host() {
        return host;
    }

    /**
     * Returns its port.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * Returns who we are to it.
     *
     * @return the user, or null if it takes anyone
     */
    public @Nullable String user() {
        return user;
    }

    /**
     * Returns the user's password.
     *
     * @return the password, or null if there is none
     */
    public @Nullable String password() {
        return password;
    }

    /** The value of {@code Proxy-Authorization}, or null if the proxy takes anyone. */
    @Nullable
    String basicCredentials() {
        if (user == null) {
            return null;
        }
        String both = user + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return (user == null ? "" : user + ":***@") + host + ":" + port;
    }
}

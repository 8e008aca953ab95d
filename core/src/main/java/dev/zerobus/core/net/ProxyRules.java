// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which connections go through an HTTP proxy, as environment variables say it: the first of {@code grpc_proxy},
 * {@code https_proxy} and {@code http_proxy} that is set counts (lower case before upper case), with exceptions in
 * {@code no_grpc_proxy}, else {@code no_proxy}. Connections to this machine are direct unless told otherwise. Immutable.
 */
public final class ProxyRules {

    private static final List<String> PROXY_NAMES = List.of("grpc_proxy", "https_proxy", "http_proxy");
    private static final List<String> EXCEPTION_NAMES = List.of("no_grpc_proxy", "no_proxy");
    private static final int DEFAULT_PROXY_PORT = 3128;

    private final @Nullable ProxyServer proxy;
    private final ProxyExceptions exceptions;
    private final boolean alsoLoopback;

    private ProxyRules(@Nullable ProxyServer proxy, ProxyExceptions exceptions, boolean alsoLoopback) {
        this.proxy = proxy;
        this.exceptions = exceptions;
        this.alsoLoopback = alsoLoopback;
    }

    /**
     * Returns rules without any proxy.
     *
     * @return rules by which every connection is direct
     */
    public static ProxyRules direct() {
        return new ProxyRules(null, ProxyExceptions.parse(""), false);
    }

    /**
     * Reads the rules.
     *
     * @param environment such as {@link System#getenv()}
     * @return the rules
     * @throws IllegalArgumentException if the proxy's variable does not name an HTTP proxy
     */
    public static ProxyRules fromEnvironment(Map<String, String> environment) {
        String name = firstSet(environment, PROXY_NAMES);
        if (name == null) {
            return direct();
        }
        String exceptionName = firstSet(environment, EXCEPTION_NAMES);
        String exceptions = exceptionName == null ? "" : environment.getOrDefault(exceptionName, "");
        return new ProxyRules(
                parse(name, environment.getOrDefault(name, "")), ProxyExceptions.parse(exceptions), false);
    }

    /**
     * Returns the same rules for connections to this machine, too.
     *
     * @return rules in which loopback is no exception
     */
    public ProxyRules alsoForLoopback() {
        return new ProxyRules(proxy, exceptions, true);
    }

    /**
     * Finds the proxy for a connection.
     *
     * @param host where the connection goes, a name or an address
     * @param port its port
     * @return the proxy, or null to connect directly
     */
    public @Nullable ProxyServer proxyFor(String host, int port) {
        if (proxy == null || (!alsoLoopback && Loopback.is(host)) || exceptions.match(host, port)) {
            return null;
        }
        return proxy;
    }

    private static @Nullable String firstSet(Map<String, String> environment, List<String> names) {
        for (String name : names) {
            for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
                if (!environment.getOrDefault(spelling, "").trim().isEmpty()) {
                    return spelling;
                }
            }
        }
        return null;
    }

    private static ProxyServer parse(String variable, String raw) {
        String text = raw.trim();
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("no HTTP proxy");
            }
            String userInfo = uri.getRawUserInfo();
            int colon = userInfo == null ? -1 : userInfo.indexOf(':');
            String user = userInfo == null ? null : decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
            String password = userInfo == null || colon < 0 ? null : decode(userInfo.substring(colon + 1));
            int port = uri.getPort() < 0 ? DEFAULT_PROXY_PORT : uri.getPort();
            return new ProxyServer(uri.getHost(), port, user, password);
        } catch (IllegalArgumentException e) {
            // the value may hold a password: it is not repeated
            throw new IllegalArgumentException("the environment variable " + variable
                    + " does not name an HTTP proxy: write it as http://[user:password@]host:port");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return proxy == null ? "no proxy" : "proxy " + proxy + ", not for: " + exceptions;
    }
}

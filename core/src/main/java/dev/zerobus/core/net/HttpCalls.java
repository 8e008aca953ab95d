// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Small HTTP requests, one connection each, with timeouts, by the environment's proxy, never following a redirect (it could
 * carry a secret elsewhere). Safe from any thread; blocks.
 */
public final class HttpCalls {

    /** How much of an answer is read: {@value} bytes; a table of 2,000 wide columns fits. */
    public static final int MAX_BODY_BYTES = 8 << 20;

    /** How long a connection may take unless told otherwise: 5 s. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** How long the service may be silent unless told otherwise: 10 s. */
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(10);

    /** Keeps the application's default authenticator out of our connections. */
    private static final Authenticator NOBODY = new Authenticator() {};

    private final ProxyRules proxies;
    private final SSLSocketFactory tls;
    private final int connectTimeoutMillis;
    private final int readTimeoutMillis;

    /**
     * Creates calls.
     *
     * @param proxies which connections go through a proxy
     * @param tls makes TLS sockets
     * @param connectTimeout how long a connection may take, at least 1 ms
     * @param readTimeout how long the service may be silent, at least 1 ms
     */
    public HttpCalls(ProxyRules proxies, SSLSocketFactory tls, Duration connectTimeout, Duration readTimeout) {
        this.proxies = proxies;
        this.tls = tls;
        this.connectTimeoutMillis = Math.toIntExact(Math.max(1, connectTimeout.toMillis()));
        this.readTimeoutMillis = Math.toIntExact(Math.max(1, readTimeout.toMillis()));
    }

    /**
     * Sends a request and reads its answer, whatever its status.
     *
     * @param method such as {@code GET}
     * @param url where to; {@code http} only to this machine
     * @param headers what to say besides
     * @param body what to send, or null
     * @return the answer
     * @throws IOException if there is no answer
     * @throws IllegalArgumentException if the URL is neither {@code https} nor {@code http} to this machine
     */
    public HttpAnswer send(String method, URI url, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        HttpURLConnection connection = open(url);
        try {
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (body != null) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("the answer is no HTTP");
            }
            return new HttpAnswer(
                    status, read(status < 400 ? connection.getInputStream() : connection.getErrorStream()));
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(URI url) throws IOException {
        String scheme = String.valueOf(url.getScheme());
        String host = String.valueOf(url.getHost());
        if (!scheme.equals("https") && !(scheme.equals("http") && Loopback.is(host))) {
            throw new IllegalArgumentException(
                    url + " is refused: write it with https:// (http:// is for this machine only)");
        }
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection) {
            int port = url.getPort() < 0 ? 443 : url.getPort();
            ProxyServer proxy = proxies.proxyFor(host, port);
            ((HttpsURLConnection) connection)
                    .setSSLSocketFactory(
                            proxy == null ? tls : new TunnelingSocketFactory(tls, proxy, readTimeoutMillis));
        }
        connection.setAuthenticator(NOBODY);
        connection.setConnectTimeout(connectTimeoutMillis);
        connection.setReadTimeout(readTimeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    private static String read(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        int n;
        while (bytes.size() < MAX_BODY_BYTES && (n = in.read(chunk)) >= 0) {
            bytes.write(chunk, 0, n);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Tries a way to a host, as far as a connection or a handshake of TLS. Stateless; blocks, each step at most the timeout. */
public final class Dial {

    private Dial() {}

    /**
     * Connects, through the proxy if the rules name one, and hangs up.
     *
     * @param proxies which connections go through a proxy
     * @param host the host
     * @param port its port
     * @param timeoutMillis how long it may take
     * @return where the connection went: the host's address, or the proxy
     * @throws IOException if nobody answers there; {@link java.net.UnknownHostException} if the name has no address
     */
    public static String reach(ProxyRules proxies, String host, int port, int timeoutMillis) throws IOException {
        ProxyServer proxy = proxies.proxyFor(host, port);
        String direct = proxy == null ? InetAddress.getByName(host).getHostAddress() : "";
        try (Socket socket = connect(proxy, host, port, timeoutMillis)) {
            return proxy == null ? direct + " port " + socket.getPort() : "the proxy " + proxy;
        }
    }

    /**
     * Shakes hands, and hangs up.
     *
     * @param proxies which connections go through a proxy
     * @param tls makes TLS sockets
     * @param host the host, which its certificate has to name
     * @param port its port
     * @param timeoutMillis how long each step may take
     * @param protocol what is to be spoken afterwards, such as {@code h2}; null for HTTP/1.1
     * @return what was agreed on; its application protocol is {@link Handshake#protocol}
     * @throws IOException if it fails
     */
    public static Handshake shakeHands(
            ProxyRules proxies,
            SSLSocketFactory tls,
            String host,
            int port,
            int timeoutMillis,
            @Nullable String protocol)
            throws IOException {
        Socket plain = connect(proxies.proxyFor(host, port), host, port, timeoutMillis);
        plain.setSoTimeout(timeoutMillis);
        try (SSLSocket socket = (SSLSocket) tls.createSocket(plain, bare(host), port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (protocol != null) {
                parameters.setApplicationProtocols(new String[] {protocol});
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            SSLSession session = socket.getSession();
            String agreed = socket.getApplicationProtocol();
            return new Handshake(session, agreed == null ? "" : agreed);
        } finally {
            plain.close();
        }
    }

    private static Socket connect(@Nullable ProxyServer proxy, String host, int port, int timeoutMillis)
            throws IOException {
        Socket socket = proxy == null ? new Socket() : new TunnelSocket(proxy, timeoutMillis);
        try {
            InetSocketAddress target = proxy == null
                    ? new InetSocketAddress(InetAddress.getByName(host), port)
                    : InetSocketAddress.createUnresolved(bare(host), port);
            socket.connect(target, timeoutMillis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** What a handshake has come to. Immutable. */
    public static final class Handshake {

        private final SSLSession session;
        private final String protocol;

        Handshake(SSLSession session, String protocol) {
            this.session = session;
            this.protocol = protocol;
        }

        /**
         * Returns the session.
         *
         * @return version, cipher and certificates
         */
        public SSLSession session() {
            return session;
        }

        /**
         * Returns the protocol that was agreed on.
         *
         * @return such as {@code h2}; empty if none was
         */
        public String protocol() {
            return protocol;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets through a proxy, for {@link javax.net.ssl.HttpsURLConnection}: it asks for an unconnected socket, connects it,
 * and then puts TLS on top. The JDK's own tunnel cannot send Basic credentials to a proxy unless a system property of the
 * whole JVM is changed ({@code jdk.http.auth.tunneling.disabledSchemes}). Safe from any thread.
 */
final class TunnelingSocketFactory extends SSLSocketFactory {

    private final SSLSocketFactory tls;
    private final ProxyServer proxy;
    private final int answerTimeoutMillis;

    TunnelingSocketFactory(SSLSocketFactory tls, ProxyServer proxy, int answerTimeoutMillis) {
        this.tls = tls;
        this.proxy = proxy;
        this.answerTimeoutMillis = answerTimeoutMillis;
    }

    @Override
    public Socket createSocket() {
        return new TunnelSocket(proxy, answerTimeoutMillis);
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw direct();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw direct();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw direct();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw direct();
    }

    private static IOException direct() {
        return new IOException("a connection was to bypass the proxy");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS that begins with the first socket: reading the platform's certificates takes time and disk, which starting a client
 * must not. Safe from any thread.
 */
final class LazyTls extends SSLSocketFactory {

    private final Supplier<SSLSocketFactory> source;
    private volatile @Nullable SSLSocketFactory made;

    LazyTls(Supplier<SSLSocketFactory> source) {
        this.source = source;
    }

    private SSLSocketFactory tls() {
        SSLSocketFactory current = made;
        if (current == null) {
            synchronized (this) {
                current = made;
                if (current == null) {
                    current = source.get();
                    made = current;
                }
            }
        }
        return current;
    }

    boolean begun() {
        return made != null;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return tls().createSocket();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return tls().createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return tls().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return tls().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return tls().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return tls().createSocket(address, port, localAddress, localPort);
    }
}

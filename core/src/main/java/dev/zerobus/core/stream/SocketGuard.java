// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes the sockets of one transport, connecting within a time (gRPC sets none), and closes whatever is left of them when the
 * transport is done: a thread stuck in a connect or a handshake comes back. Safe from any thread.
 */
final class SocketGuard extends SocketFactory {

    private final int connectTimeoutMillis;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean closed;

    SocketGuard(long connectTimeoutNanos) {
        connectTimeoutMillis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, connectTimeoutNanos / 1_000_000));
    }

    /** Closes every socket made, and each one still to be made. */
    void closeAll() {
        List<Socket> left;
        synchronized (sockets) {
            closed = true;
            left = new ArrayList<>(sockets);
            sockets.clear();
        }
        left.forEach(SocketGuard::close);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new WideSocket();
        synchronized (sockets) {
            sockets.removeIf(Socket::isClosed);
            if (!closed) {
                sockets.add(socket);
                return socket;
            }
        }
        close(socket);
        throw new IOException("the transport is closed");
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connect(new InetSocketAddress(address, port));
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        try {
            socket.connect(address, connectTimeoutMillis);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}

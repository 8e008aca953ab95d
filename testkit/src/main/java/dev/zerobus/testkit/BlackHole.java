// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that takes every connection and whatever comes through it, and never answers. Safe from any thread. */
public final class BlackHole implements AutoCloseable {

    private final ServerSocket listener;
    private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();

    private BlackHole(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Opens one.
     *
     * @return listening on a free port of the loopback interface
     */
    public static BlackHole open() {
        try {
            BlackHole hole = new BlackHole(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(hole::take, "black-hole");
            thread.setDaemon(true);
            thread.start();
            return hole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                taken.add(socket);
                Thread swallowing = new Thread(() -> swallow(socket), "black-hole-connection");
                swallowing.setDaemon(true);
                swallowing.start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private static void swallow(Socket socket) {
        try {
            socket.getInputStream().skip(Long.MAX_VALUE);
        } catch (IOException e) {
            // the other side is gone, or we are
        }
    }

    /**
     * Returns where it is.
     *
     * @return such as {@code http://127.0.0.1:40123}
     */
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /**
     * Returns how many have connected.
     *
     * @return connections taken so far
     */
    public int connections() {
        return taken.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : taken) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Forwards TCP connections on loopback, until it is told to swallow what they say: they are half-open then. To be closed. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<boolean[]> frozen = new CopyOnWriteArrayList<>();

    Forwarder(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread("forwarder", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Nothing passes any more on the connections of now; later ones are well. */
    void swallow() {
        frozen.forEach(connection -> {
            synchronized (connection) {
                connection[0] = true;
            }
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                boolean[] swallows = new boolean[1];
                frozen.add(swallows);
                thread("forwarder-up", () -> pump(client, server, swallows));
                thread("forwarder-down", () -> pump(server, client, swallows));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void pump(Socket from, Socket to, boolean[] swallows) {
        byte[] chunk = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                synchronized (swallows) {
                    if (!swallows[0]) {
                        out.write(chunk, 0, n);
                    }
                }
            }
        } catch (IOException e) {
            // one end is gone, and so is the other
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

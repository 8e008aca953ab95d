// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small real HTTP CONNECT proxy on loopback, with or without credentials. Safe from any thread. To be closed. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String expectedCredentials;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private ConnectProxy(String credentials) {
        expectedCredentials = credentials == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public static ConnectProxy start() {
        return new ConnectProxy(null);
    }

    /** Takes only who says {@code user:password}. */
    public static ConnectProxy start(String userAndPassword) {
        return new ConnectProxy(userAndPassword);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The targets, {@code host:port}, in order. */
    public List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    /** The targets that were refused for want of credentials. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
            String target = reader.readLine().split(" ")[1];
            String credentials = null;
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                if (line.toLowerCase().startsWith("proxy-authorization:")) {
                    credentials = line.substring(line.indexOf(':') + 1).trim();
                }
            }
            if (expectedCredentials != null && !expectedCredentials.equals(credentials)) {
                refused.add(target);
                say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            int colon = target.lastIndexOf(':');
            try (Socket server =
                    new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
                tunnels.add(target);
                say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                threads.execute(() -> pump(server, client));
                pump(client, server);
            }
        } catch (IOException e) {
            // the tunnel is over
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[16 << 10];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // the tunnel is over
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}

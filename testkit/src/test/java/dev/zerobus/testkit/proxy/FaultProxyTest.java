// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy between plain sockets and a server that sends back what it gets. */
class FaultProxyTest {

    private final Queue<Socket> atServer = new ConcurrentLinkedQueue<>();
    private ServerSocket server;
    private Thread accepting;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = new Thread(this::serve, "echo");
        accepting.setDaemon(true);
        accepting.start();
        proxy = FaultProxy.to(server.getLocalPort());
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                atServer.add(socket);
                Thread thread = new Thread(() -> echo(socket), "echo-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // broken by the proxy
        }
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] echoed(Socket socket, byte[] sent) throws Exception {
        Thread writer = new Thread(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                // the reader sees it too
            }
        });
        writer.start();
        byte[] got = socket.getInputStream().readNBytes(sent.length);
        writer.join();
        return got;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void letsEverythingThroughUnlessTold() throws Exception {
        byte[] sent = random(3_000_000);
        try (Socket socket = connect()) {
            assertThat(echoed(socket, sent)).isEqualTo(sent);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read())
                    .as("the end comes through too")
                    .isEqualTo(-1);
        }
        assertThat(proxy.bytes(Direction.TO_SERVER)).isEqualTo(sent.length);
        assertThat(proxy.bytes(Direction.TO_CLIENT)).isEqualTo(sent.length);
        Await.until("no connection", () -> proxy.open() == 0);
    }

    @Test
    void cutsInOrder() throws Exception {
        try (Socket socket = connect()) {
            echoed(socket, random(10));
            assertThat(proxy.cut()).isEqualTo(1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resets() throws Exception {
        try (Socket socket = connect()) {
            echoed(socket, random(10));
            assertThat(proxy.reset()).isEqualTo(1);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void stallsEitherWayAndLosesNothing() throws Exception {
        for (Direction direction : Direction.values()) {
            proxy.stall(direction);
            try (Socket socket = connect()) {
                socket.setSoTimeout(100);
                socket.getOutputStream().write(random(10));
                InputStream in = socket.getInputStream();
                assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
                socket.setSoTimeout(20_000);
                proxy.heal();
                assertThat(in.readNBytes(10)).isEqualTo(random(10));
            }
        }
    }

    @Test
    void delays() throws Exception {
        proxy.delay(Duration.ofMillis(40));
        try (Socket socket = connect()) {
            long from = System.nanoTime();
            echoed(socket, random(10));
            assertThat(System.nanoTime() - from)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(80).toNanos());
        }
    }

    @Test
    void throttles() throws Exception {
        proxy.throttle(100_000);
        try (Socket socket = connect()) {
            long from = System.nanoTime();
            byte[] sent = random(20_000);
            assertThat(echoed(socket, sent)).isEqualTo(sent);
            assertThat(System.nanoTime() - from)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(150).toNanos());
        }
    }

    @Test
    void refusesAndAdmitsOnTheSamePort() throws Exception {
        int port = proxy.port();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.admit();
        assertThat(proxy.port()).isEqualTo(port);
        try (Socket socket = connect()) {
            assertThat(echoed(socket, random(10))).isEqualTo(random(10));
        }
    }

    @Test
    void breaksSoManyConnectionsEachAtItsByte() throws Exception {
        proxy.flap(2, 100, false);
        for (int i = 0; i < 2; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(random(150));
                assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(100);
            }
        }
        assertThat(proxy.flapsLeft()).isZero();
        try (Socket socket = connect()) {
            assertThat(echoed(socket, random(150))).isEqualTo(random(150));
        }
    }

    @Test
    void flipsOneBitOfOneByte() throws Exception {
        try (Socket socket = connect()) {
            echoed(socket, random(10));
            proxy.flip(Direction.TO_SERVER, 3);
            byte[] expected = random(10);
            expected[3] ^= 0x10;
            assertThat(echoed(socket, random(10))).isEqualTo(expected);
            assertThat(proxy.flipsLater(Direction.TO_SERVER)).isFalse();
            assertThat(echoed(socket, random(10))).isEqualTo(random(10));
        }
    }

    @Test
    void endsTheClientsConnectionWhenNobodyListensBehindIt() throws Exception {
        server.close();
        accepting.join(); // until then the kernel may still take a connection that nobody will ever answer
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() == -1) {
                            throw new SocketException("ended");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }
}

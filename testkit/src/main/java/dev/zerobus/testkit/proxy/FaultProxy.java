// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that misbehaves when it is told to. Every method that tells it something returns when that is in force. Safe from
 * any thread.
 */
public final class FaultProxy implements AutoCloseable {

    private static final long SECONDS = 20;

    private final InetSocketAddress server;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private volatile int port;
    private volatile boolean closed;

    // owned by the thread
    private final List<Link> links = new ArrayList<>();
    private final Weather weather = new Weather();
    private @Nullable ServerSocketChannel listener;
    private int accepted;

    private FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        selector = Selector.open();
        listen(0);
        thread = new Thread(this::run, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens a proxy on a free port of the loopback interface.
     *
     * @param serverPort where the server listens, on this machine
     * @return the proxy, which does nothing wrong yet
     */
    public static FaultProxy to(int serverPort) throws IOException {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
    }

    private void listen(int wanted) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_ACCEPT);
        port = ((InetSocketAddress) opened.getLocalAddress()).getPort();
        listener = opened;
    }

    /**
     * Returns where it listens.
     *
     * @return such as {@code http://127.0.0.1:40123}
     */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Returns where it listens.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * Closes all connections in order, both sides (FIN).
     *
     * @return how many there were
     */
    public int cut() {
        return ask(() -> endAll(false));
    }

    /**
     * Resets all connections, both sides (RST).
     *
     * @return how many there were
     */
    public int reset() {
        return ask(() -> endAll(true));
    }

    private int endAll(boolean reset) {
        int count = links.size();
        links.forEach(link -> link.end(reset));
        links.clear();
        return count;
    }

    /**
     * Lets no byte through any more, on old and new connections, which stay open.
     *
     * @param directions which ways; both if none is named
     */
    public void stall(Direction... directions) {
        ask(() ->
                weather.stalled.addAll(directions.length == 0 ? EnumSet.allOf(Direction.class) : List.of(directions)));
    }

    /** Lets bytes through again, those that waited first; stops delaying and throttling. */
    public void heal() {
        ask(() -> {
            weather.stalled.clear();
            weather.delayNanos = 0;
            weather.bytesPerSecond = Weather.NEVER;
            return true;
        });
    }

    /**
     * Delays every byte that comes from now on.
     *
     * @param time how long, one way
     */
    public void delay(Duration time) {
        ask(() -> weather.delayNanos = time.toNanos());
    }

    /**
     * Slows each direction of each connection.
     *
     * @param bytesPerSecond how many bytes go through in a second
     */
    public void throttle(long bytesPerSecond) {
        ask(() -> weather.bytesPerSecond = bytesPerSecond);
    }

    /** Refuses new connections, as a port does at which nobody listens. Old ones stay. */
    public void refuse() {
        ask(() -> {
            ServerSocketChannel open = listener;
            if (open != null) {
                open.close();
                listener = null;
                // the port is free when the selector has forgotten the channel
                selector.selectNow();
            }
            return true;
        });
    }

    /** Takes new connections again, on the same port. */
    public void admit() {
        ask(() -> {
            if (listener == null) {
                listen(port);
            }
            return true;
        });
    }

    /**
     * Breaks the next connections, each when so many bytes have gone to the server.
     *
     * @param connections how many connections
     * @param bytes after how many bytes
     * @param reset whether by RST, else by FIN
     */
    public void flap(int connections, long bytes, boolean reset) {
        ask(() -> {
            weather.breaks = connections;
            weather.breakAfterBytes = bytes;
            weather.breakByReset = reset;
            return true;
        });
    }

    /**
     * Flips a bit of one byte.
     *
     * @param direction which way
     * @param bytesFromNow which of the bytes that come from now on, counted from 0 over all connections
     */
    public void flip(Direction direction, long bytesFromNow) {
        ask(() -> weather.flips.put(direction, weather.bytes(direction) + bytesFromNow));
    }

    /**
     * Tells whether a byte is still to be flipped.
     *
     * @param direction which way
     * @return whether the byte has not come yet
     */
    public boolean flipsLater(Direction direction) {
        return ask(() -> weather.flips.containsKey(direction));
    }

    /**
     * Counts connections yet to be broken by {@link #flap}.
     *
     * @return how many have not come yet
     */
    public int flapsLeft() {
        return ask(() -> weather.breaks);
    }

    /**
     * Counts connections.
     *
     * @return how many were taken since the start
     */
    public int accepted() {
        return ask(() -> accepted);
    }

    /**
     * Counts connections.
     *
     * @return how many there are
     */
    public int open() {
        return ask(links::size);
    }

    /**
     * Counts bytes.
     *
     * @param direction which way
     * @return how many have come in since the start
     */
    public long bytes(Direction direction) {
        return ask(() -> weather.bytes(direction));
    }

    private <T> T ask(Callable<T> order) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        orders.add(() -> {
            try {
                answer.complete(order.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the proxy does not do as it is told", e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
            endAll(true);
            ServerSocketChannel open = listener;
            if (open != null) {
                open.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn() throws IOException {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        long now = System.nanoTime();
        long pause = Long.MAX_VALUE;
        for (Link link : links) {
            pause = Math.min(pause, link.prepare(now));
        }
        // rounded up: to wake too early would mean to spin
        selector.select(pause == Long.MAX_VALUE ? 0 : pause / 1_000_000 + 1);
        now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (!((Link) key.attachment()).proceed(key, now)) {
                links.remove((Link) key.attachment());
            }
        }
        selector.selectedKeys().clear();
    }

    private void accept(ServerSocketChannel from) throws IOException {
        SocketChannel client = from.accept();
        if (client == null) {
            return;
        }
        accepted++;
        client.configureBlocking(false);
        SocketChannel onward = SocketChannel.open();
        onward.configureBlocking(false);
        onward.connect(server);
        links.add(new Link(client, onward, selector, weather));
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

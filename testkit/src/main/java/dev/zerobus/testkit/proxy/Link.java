// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection and the one to the server that belongs to it. Owned by the thread {@code fault-proxy}. */
final class Link {

    private static final int DRAIN_BYTES = 64 << 10;
    private static final int MAX_DRAINS = 100;

    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Pipe up;
    private final Pipe down;
    /** Breaks when so many bytes have gone to the server; {@link Weather#NEVER} if it does not. */
    private final long breakAfterBytes;

    private final boolean breakByReset;
    private boolean connected;

    Link(SocketChannel client, SocketChannel server, Selector selector, Weather weather) throws IOException {
        this.client = client;
        this.server = server;
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clientKey = client.register(selector, 0, this);
        serverKey = server.register(selector, SelectionKey.OP_CONNECT, this);
        up = new Pipe(Direction.TO_SERVER, client, server, weather);
        down = new Pipe(Direction.TO_CLIENT, server, client, weather);
        breakAfterBytes = weather.breaks > 0 ? weather.breakAfterBytes : Weather.NEVER;
        breakByReset = weather.breakByReset;
        if (weather.breaks > 0) {
            weather.breaks--;
        }
    }

    /** Says what is to be waited for, and returns how long at most, in nanoseconds. */
    long prepare(long now) {
        if (!connected) {
            return Long.MAX_VALUE;
        }
        clientKey.interestOps(operations(up.wantsToRead(), down.wantsToWrite(now)));
        serverKey.interestOps(operations(down.wantsToRead(), up.wantsToWrite(now)));
        return Math.min(positive(up.untilWrite(now)), positive(down.untilWrite(now)));
    }

    private static long positive(long nanos) {
        return nanos <= 0 ? Long.MAX_VALUE : nanos;
    }

    private static int operations(boolean read, boolean write) {
        return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    }

    /** Moves what can be moved. Returns false when the link is over. */
    boolean proceed(SelectionKey key, long now) {
        try {
            if (key == serverKey && key.isConnectable()) {
                connected = server.finishConnect();
                return true;
            }
            if (key.isReadable()) {
                (key == clientKey ? up : down).read(now);
            }
            if (key.isWritable()) {
                (key == clientKey ? down : up).write(now, key == clientKey ? Long.MAX_VALUE : untilBreak());
            }
            if (untilBreak() <= 0) {
                end(breakByReset);
                return false;
            }
            if (up.over() && down.over()) {
                end(false);
                return false;
            }
            return true;
        } catch (IOException e) {
            // one side is gone: so is the other
            end(true);
            return false;
        }
    }

    private long untilBreak() {
        return breakAfterBytes == Weather.NEVER ? Long.MAX_VALUE : breakAfterBytes - up.moved();
    }

    /** What lies unread when a socket is closed turns its FIN into an RST. */
    private static void drain(SocketChannel channel) throws IOException {
        ByteBuffer unread = ByteBuffer.allocate(DRAIN_BYTES);
        for (int i = 0; i < MAX_DRAINS && channel.read(unread.clear()) > 0; i++) {
            // thrown away
        }
    }

    /** Ends both connections: by FIN, or by RST. */
    void end(boolean reset) {
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                if (reset) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                } else {
                    drain(channel);
                }
                channel.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}

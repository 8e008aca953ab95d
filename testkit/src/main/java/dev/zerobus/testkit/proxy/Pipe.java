// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection. Owned by the thread {@code fault-proxy}. */
final class Pipe {

    private static final int CHUNK_BYTES = 16 << 10;
    private static final int MAX_WAITING_BYTES = 256 << 10;

    private final Direction direction;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Weather weather;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean ended;
    private boolean endTold;
    private long nextWriteNanos;
    private long moved;

    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    Pipe(Direction direction, SocketChannel from, SocketChannel to, Weather weather) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.weather = weather;
        this.nextWriteNanos = System.nanoTime();
    }

    /** Bytes that have gone through. */
    long moved() {
        return moved;
    }

    boolean over() {
        return endTold;
    }

    boolean wantsToRead() {
        return !ended && !stalled() && waitingBytes < MAX_WAITING_BYTES;
    }

    boolean wantsToWrite(long now) {
        return !stalled() && !waiting.isEmpty() && untilWrite(now) <= 0;
    }

    /** How long nothing is to be written although something waits. */
    long untilWrite(long now) {
        if (stalled() || waiting.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.max(waiting.peek().dueNanos - now, nextWriteNanos - now);
    }

    private boolean stalled() {
        return weather.stalled.contains(direction);
    }

    void read(long now) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
        int count = from.read(bytes);
        if (count < 0) {
            ended = true;
        } else if (count > 0) {
            flip(bytes, count);
            waiting.add(new Chunk(bytes.flip(), now + weather.delayNanos));
            waitingBytes += count;
        }
        tellEnd();
    }

    private void flip(ByteBuffer bytes, int count) {
        long before = weather.bytes(direction);
        weather.came(direction, count);
        Long at = weather.flips.get(direction);
        if (at != null && at >= before && at < before + count) {
            int index = (int) (at - before);
            bytes.put(index, (byte) (bytes.get(index) ^ 0x10));
            weather.flips.remove(direction);
        }
    }

    /** Writes at most so many bytes. */
    void write(long now, long most) throws IOException {
        Chunk chunk = waiting.peek();
        if (chunk == null) {
            return;
        }
        ByteBuffer bytes = chunk.bytes;
        int limit = bytes.limit();
        long share = weather.bytesPerSecond == Weather.NEVER ? limit : Math.max(1, weather.bytesPerSecond / 100);
        bytes.limit((int) Math.min(limit, bytes.position() + Math.min(share, most)));
        int written = to.write(bytes);
        bytes.limit(limit);
        moved += written;
        waitingBytes -= written;
        if (weather.bytesPerSecond != Weather.NEVER) {
            nextWriteNanos = Math.max(now, nextWriteNanos) + written * 1_000_000_000L / weather.bytesPerSecond;
        }
        if (!bytes.hasRemaining()) {
            waiting.remove();
        }
        tellEnd();
    }

    private void tellEnd() throws IOException {
        if (ended && waiting.isEmpty() && !endTold) {
            endTold = true;
            to.shutdownOutput();
        }
    }
}

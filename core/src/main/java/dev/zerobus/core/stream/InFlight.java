// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * What is sent and unacknowledged on one physical stream: offsets, and the bytes of each request. Owned by the drain thread.
 *
 * <pre>
 *   0 ............ acked | acked+1 ............ next-1 | next
 *   durable              | in flight                   | not sent
 * </pre>
 */
final class InFlight {

    /** What an acknowledgement turned out to be. */
    enum Ack {
        /** Requests became durable. */
        PROGRESS,
        /** Says what is known already. */
        REPEATED,
        /** Goes backwards, or beyond what was sent. */
        IMPOSSIBLE
    }

    private final int maxRequests;
    private final long maxBytes;
    /** Bytes of the request with offset {@code o} at {@code o mod length}; length is a power of two, at least the bound. */
    private final int[] sizes;

    private long next;
    private long acked = -1;
    private long bytes;

    InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
        this.sizes = new int[Integer.highestOneBit(Math.max(1, maxRequests * 2 - 1))];
    }

    /** Takes the next offset for a request. */
    long sent(int requestBytes) {
        long offset = next++;
        sizes[slot(offset)] = requestBytes;
        bytes += requestBytes;
        return offset;
    }

    Ack acked(long upTo) {
        if (upTo < acked || upTo >= next) {
            return Ack.IMPOSSIBLE;
        }
        if (upTo == acked) {
            return Ack.REPEATED;
        }
        while (acked < upTo) {
            acked++;
            bytes -= sizes[slot(acked)];
        }
        return Ack.PROGRESS;
    }

    /** Begins a new physical stream. */
    void clear() {
        next = 0;
        acked = -1;
        bytes = 0;
    }

    boolean hasRoom() {
        return requests() < maxRequests && bytes < maxBytes;
    }

    boolean empty() {
        return acked == next - 1;
    }

    long requests() {
        return next - 1 - acked;
    }

    long bytes() {
        return bytes;
    }

    private int slot(long offset) {
        return (int) offset & (sizes.length - 1);
    }
}

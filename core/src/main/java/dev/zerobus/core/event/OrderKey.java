// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.thread.ThreadNumbers;

/**
 * Which events keep their order among each other: those of one thread have the same key, and a lane with several streams
 * sends what has one key by one of them. There the key is the first field of an event, so it goes to disk with it; a lane
 * that has one stream at most writes none. Stateless.
 */
public final class OrderKey {

    /** How many keys there are; threads share them. */
    public static final int KEYS = 64;

    private static final int TAG = EventTags.EVENT_ORDER_KEY;

    private OrderKey() {}

    /**
     * Reads the key of an event.
     *
     * @param event holds the event's bytes
     * @param offset where they begin
     * @param length how many there are
     * @return from 0 to one below {@link #KEYS}; 0 for an event that does not begin with a key
     */
    public static int of(byte[] event, int offset, int length) {
        return length >= 2 && event[offset] == TAG ? (event[offset + 1] - 1) & (KEYS - 1) : 0;
    }

    /**
     * Returns the key of the thread that emits.
     *
     * @return as it is written, from 1 to {@link #KEYS}: 0 would be no field
     */
    public static int ofThisThread() {
        return 1 + (ThreadNumbers.of(Thread.currentThread()) & (KEYS - 1));
    }

    /**
     * Returns the two bytes with which an event of a key begins.
     *
     * @param key as it is written, from 1 to {@link #KEYS}
     * @return the first one in the lowest bits, never 0
     */
    public static int lead(int key) {
        return TAG | key << 8;
    }
}

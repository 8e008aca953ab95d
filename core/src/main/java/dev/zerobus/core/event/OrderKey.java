// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Which events keep their order among each other: those of one thread have the same key, and a lane with several streams
 * sends what has one key by one of them. The key is the first field of an event, so it goes to disk with it. Stateless.
 */
public final class OrderKey {

    /** Keys are from 0 to one below this; threads share them. */
    public static final int KEYS = 64;

    private static final int TAG = EventTags.EVENT_ORDER_KEY;

    private OrderKey() {}

    /**
     * Reads the key of an event.
     *
     * @param event holds the event's bytes
     * @param offset where they begin
     * @param length how many there are
     * @return the key; 0 for an event that says none where ours do
     */
    public static int of(byte[] event, int offset, int length) {
        return length >= 2 && event[offset] == TAG ? (event[offset + 1] - 1) & (KEYS - 1) : 0;
    }

    /**
     * Gives a draft the key of this thread: for a {@link DraftSink}, on the thread that emits. Not while fields are put, where
     * more code would keep the compiler from optimizing the application's builder away.
     *
     * @param draft complete
     */
    public static void stamp(EventDraft draft) {
        draft.bytes()[1] = (byte) ofThisThread();
    }

    /** As it is written: from 1 on, as 0 would be no field. Not the thread's id: a thread of the application may have overridden that. */
    static int ofThisThread() {
        int hash = System.identityHashCode(Thread.currentThread());
        return 1 + ((hash ^ (hash >>> 16)) & (KEYS - 1));
    }
}

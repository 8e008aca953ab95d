// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

/**
 * How long a reader waits for what it can not read just now, before it takes it for damaged: no descriptor may be free, or
 * a network file system may be away, and that passes. Owned by the drain thread.
 *
 * <p>It is waited for one place at a time. Its time begins when it can not be read for the first time, and goes on until it
 * is behind the reader: not when something before it, or a part of it, can be read meanwhile.
 */
final class Patience {

    static final long RETRY_NANOS = 1_000_000_000L;

    /** For a file that can not be opened: a process that is out of descriptors may be so for minutes. */
    static final long OPEN_NANOS = 600_000_000_000L;

    /** For bytes of an open file: most often the medium is broken. */
    static final long READ_NANOS = 15_000_000_000L;

    private static final long NOWHERE = -1;

    private boolean waiting;
    private long place = NOWHERE;
    private long sinceNanos;
    private long retryNanos;

    /** Whether it is waited for something, and not yet time to try again. */
    boolean tooEarly(long now) {
        return waiting && now - retryNanos < 0;
    }

    boolean waiting() {
        return waiting;
    }

    /** Something at a place could not be read: whether to wait for it; if not, it is damaged. */
    boolean lasts(long where, long limitNanos, long now) {
        if (where != place) {
            place = where;
            sinceNanos = now;
        }
        waiting = now - sinceNanos < limitNanos;
        retryNanos = now + RETRY_NANOS;
        return waiting;
    }

    /** The place was read: if it can not be read another time, that is another trouble. */
    void found(long where) {
        if (where == place) {
            place = NOWHERE;
        }
    }

    /** Nothing is waited for just now; how long it was waited for a place is remembered. */
    void over() {
        waiting = false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

/**
 * How long a reader waits for what it can not read just now, before it takes it for damaged: no descriptor may be free, or
 * a network file system may be away, and that passes. Owned by the drain thread.
 */
final class Patience {

    static final long RETRY_NANOS = 1_000_000_000L;

    /** For a file that can not be opened: a process that is out of descriptors may be so for minutes. */
    static final long OPEN_NANOS = 600_000_000_000L;

    /** For bytes of an open file: most often the medium is broken. */
    static final long READ_NANOS = 15_000_000_000L;

    private boolean waiting;
    private long segmentId;
    private long sinceNanos;
    private long retryNanos;

    /** Whether it is waited for something, and not yet time to try again. */
    boolean tooEarly(long now) {
        return waiting && now - retryNanos < 0;
    }

    boolean waiting() {
        return waiting;
    }

    /** Something of the segment could not be read: whether to wait for it; if not, it is damaged. */
    boolean lasts(long segment, long limitNanos, long now) {
        if (!waiting || segment != segmentId) {
            waiting = true;
            segmentId = segment;
            sinceNanos = now;
        }
        retryNanos = now + RETRY_NANOS;
        return now - sinceNanos < limitNanos;
    }

    /** It could be read, or nobody wants to any more. */
    void over() {
        waiting = false;
    }
}

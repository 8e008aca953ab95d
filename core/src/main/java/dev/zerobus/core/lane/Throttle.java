// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;

/**
 * Keeps one stream below what the service takes on it, in bytes and in rows, and counts the time that this costs. Owned by
 * the drain thread.
 */
final class Throttle {

    private final TokenBucket bytes;
    private final TokenBucket records;
    private final LaneMetrics metrics;
    private final StreamLimits limits;
    /** How much of a stream's limits went out since it was asked, as seconds that it takes at that rate. */
    private double usedSeconds;

    /** Whether a request waits for nothing but its tokens. */
    private boolean waiting;

    private long sinceNanos;
    private long untilNanos;

    Throttle(StreamLimits limits, LaneMetrics metrics) {
        this.bytes = new TokenBucket(limits.bytesPerSecond());
        this.records = new TokenBucket(limits.recordsPerSecond());
        this.metrics = metrics;
        this.limits = limits;
    }

    /** How many bytes a request may have that is not to wait longer than others. */
    int maxBytes() {
        return bytes.capacity();
    }

    /** How many rows. */
    int maxRecords() {
        return records.capacity();
    }

    /** At the beginning of a step: the time since the last one was waited for tokens, or for something else. */
    void stepBegins(long nowNanos) {
        if (waiting) {
            metrics.throttled(nowNanos - sinceNanos);
            waiting = false;
        }
    }

    /** Asked when nothing else is in the way of a request: whether it may go out. */
    boolean allows(int requestBytes, int requestRecords, long nowNanos) {
        long wait = Math.max(bytes.waitNanos(requestBytes, nowNanos), records.waitNanos(requestRecords, nowNanos));
        waiting = wait > 0;
        if (waiting) {
            sinceNanos = nowNanos;
            untilNanos = nowNanos + wait;
        }
        return !waiting;
    }

    /** The request went out. */
    void sent(int requestBytes, int requestRecords, long nowNanos) {
        bytes.take(requestBytes, nowNanos);
        records.take(requestRecords, nowNanos);
        usedSeconds += Math.max(
                (double) requestBytes / limits.bytesPerSecond(), (double) requestRecords / limits.recordsPerSecond());
    }

    /** How much went out since this was last asked, as seconds of what the service takes. */
    double takeUsedSeconds() {
        double used = usedSeconds;
        usedSeconds = 0;
        return used;
    }

    /** Whether the last step ended with a request that waits for its tokens. */
    boolean waiting() {
        return waiting;
    }

    /** When the request may go, if that is before {@code latest}. */
    long nextDeadlineNanos(long latest) {
        return waiting && untilNanos - latest < 0 ? untilNanos : latest;
    }
}

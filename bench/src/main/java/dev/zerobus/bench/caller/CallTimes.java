// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long calls took, and what they allocated. Owned by the thread that makes the calls, then by the one that adds up. */
public final class CallTimes {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);
    private long calls;
    private long bytes;
    private long cpuNanos;

    /**
     * Takes one call's time. A call that is longer than the time between two calls has held up the next ones: what they would
     * have waited is recorded too, or a stall of 10 ms would count as one slow call instead of 200.
     */
    public void record(long tookNanos, long intervalNanos) {
        nanos.recordValueWithExpectedInterval(Math.min(tookNanos, LONGEST_NANOS), intervalNanos);
    }

    void allocated(long count, long ofBytes) {
        calls += count;
        bytes += ofBytes;
    }

    /** Takes the processor time of the thread that made the calls, what it did between them included. */
    void cpu(long spentNanos) {
        cpuNanos += spentNanos;
    }

    long cpuNanos() {
        return cpuNanos;
    }

    /** Takes what another thread's calls took. */
    public void add(CallTimes other) {
        nanos.add(other.nanos);
        calls += other.calls;
        bytes += other.bytes;
        cpuNanos += other.cpuNanos;
    }

    String words() {
        return String.format(
                Locale.ROOT,
                "p50=%d p99=%d p999=%d longest=%d bytes=%.1f",
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                nanos.getMaxValue(),
                (double) bytes / Math.max(1, calls));
    }

    /** Median and 99th percentile in microseconds, as words of a result. */
    public String inMicros() {
        return String.format(
                Locale.ROOT,
                "call_p50_us=%.2f call_p99_us=%.2f",
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets of a fixed relative width: four to each power of two, so that a quantile is at most an
 * eighth away from the truth. 2 KiB, no allocation after the start. Safe from any thread; a reader sees a moment that may
 * lie between two writes.
 */
final class LatencyHistogram {

    private static final int SUB_BITS = 2;
    private static final int SUBS = 1 << SUB_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray(Long.SIZE * SUBS);

    void record(long nanos) {
        buckets.getAndIncrement(bucket(Math.max(0, nanos)));
    }

    /**
     * Returns the middle of the bucket in which the quantile lies, in nanoseconds, or 0 if nothing was recorded.
     *
     * @param quantile from 0 to 1
     */
    long quantile(double quantile) {
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
        }
        long wanted = Math.max(1, (long) Math.ceil(total * quantile));
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return middle(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < SUBS) {
            return (int) nanos;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int sub = (int) (nanos >>> (exponent - SUB_BITS)) & (SUBS - 1);
        return (exponent - SUB_BITS + 1) * SUBS + sub;
    }

    private static long middle(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        long low = (long) (SUBS + bucket % SUBS) << shift;
        return low + (1L << shift) / 2;
    }
}

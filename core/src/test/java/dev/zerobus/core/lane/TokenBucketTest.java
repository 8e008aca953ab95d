// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    /** What was taken and when. */
    private record Taken(long atNanos, int tokens) {}

    @Test
    void neverLetsMoreThanTheLimitOutWithinAnySecondAndWastesNothing() {
        long base = System.nanoTime();
        for (long seed = base; seed < base + 200; seed++) {
            Random random = new Random(seed);
            int limit = 1 + random.nextInt(1 << random.nextInt(31));
            TokenBucket bucket = new TokenBucket(limit);
            // also where the clock wraps around
            long start = random.nextBoolean() ? Long.MAX_VALUE - SECOND : random.nextLong();
            List<Taken> taken = takeGreedily(bucket, start, random);
            assertWithin(taken, limit, "seed " + seed + ", limit " + limit);
            long total = taken.stream().mapToLong(Taken::tokens).sum();
            assertThat(total)
                    .as("seed " + seed + ": of a limit of " + limit + " in three seconds")
                    .isGreaterThanOrEqualTo((long) (0.94 * limit * 3) - bucket.capacity());
        }
    }

    /** Somebody who always has more, in requests of any size that is no larger than the bucket. */
    private static List<Taken> takeGreedily(TokenBucket bucket, long start, Random random) {
        List<Taken> taken = new ArrayList<>();
        long now = start;
        while (now - start < 3 * SECOND) {
            int tokens = 1 + random.nextInt(bucket.capacity());
            tokens = Math.max(tokens, bucket.capacity() / 4);
            long wait = bucket.waitNanos(tokens, now);
            if (wait == 0) {
                bucket.take(tokens, now);
                taken.add(new Taken(now, tokens));
            } else {
                now += wait;
            }
        }
        return taken;
    }

    private static void assertWithin(List<Taken> taken, int limit, String what) {
        int first = 0;
        long sum = 0;
        for (Taken last : taken) {
            sum += last.tokens;
            while (last.atNanos - taken.get(first).atNanos >= SECOND) {
                sum -= taken.get(first++).tokens;
            }
            // below 20 the smallest bucket holds one, which is more than a twentieth
            assertThat(sum).as(what).isLessThanOrEqualTo(Math.max(limit, (long) (limit * 0.95) + 1));
        }
    }

    @Test
    void aWaitThatWasWaitedIsOver() {
        TokenBucket bucket = new TokenBucket(1_000);
        long now = 42;
        bucket.take(bucket.capacity(), now);
        long wait = bucket.waitNanos(10, now);
        assertThat(wait).isBetween(10 * SECOND / 950, 10 * SECOND / 950 + 2);
        assertThat(bucket.waitNanos(10, now + wait - 1)).isEqualTo(1);
        assertThat(bucket.waitNanos(10, now + wait)).isZero();
    }

    @Test
    void whatIsLargerThanTheBucketGoesWhenItIsFullAndHoldsUpTheNext() {
        TokenBucket bucket = new TokenBucket(1_000);
        assertThat(bucket.capacity()).isEqualTo(50);
        bucket.take(1, 0);
        assertThat(bucket.waitNanos(500, 0)).as("until it is full").isEqualTo((long) Math.ceil(SECOND / 950.0));
        bucket.take(500, SECOND);
        assertThat(bucket.waitNanos(50, SECOND)).isBetween(SECOND * 500 / 950, SECOND * 500 / 950 + 2);
    }

    @Test
    void timeThatWasNotUsedIsNotSavedUp() {
        TokenBucket bucket = new TokenBucket(1_000);
        bucket.take(1, 0);
        long later = 3_600 * SECOND;
        bucket.take(bucket.capacity(), later);
        assertThat(bucket.waitNanos(1, later)).isPositive();
    }
}

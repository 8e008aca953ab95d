// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.status.StatusChannel.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitedStatusTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows on the way
    private final List<String> said = new ArrayList<>();
    private final RateLimitedStatus status =
            new RateLimitedStatus((level, message) -> said.add(level + " " + message), nanos::get, 1_000);

    @Test
    void saysTheFirstAtOnceAndCountsWhatItLeavesOut() {
        status.say(Level.WARN, "stream lost 1 time, retry in 120 ms");
        status.say(Level.WARN, "stream lost 2 times, retry in 240 ms".replace("times", "time"));
        nanos.addAndGet(999);
        status.say(Level.WARN, "stream lost 3 time, retry in 480 ms");
        nanos.addAndGet(1);
        status.say(Level.WARN, "stream lost 4 time, retry in 960 ms");
        assertThat(said)
                .containsExactly(
                        "WARN stream lost 1 time, retry in 120 ms",
                        "WARN stream lost 4 time, retry in 960 ms (2 more like this left out)");
    }

    @Test
    void kindsDoNotSilenceEachOther() {
        status.say(Level.WARN, "lane orders: lost");
        status.say(Level.WARN, "lane audit: lost");
        status.say(Level.ERROR, "lane orders: lost");
        status.say(Level.INFO, "a", "lane orders: lost");
        status.say(Level.INFO, "b", "lane orders: lost");
        status.say(Level.INFO, "b", "something else under the same key");
        assertThat(said).hasSize(5);
    }

    @Test
    void saysAtTheEndWhatWasLeftOut() {
        status.say(Level.WARN, "lost 1");
        status.say(Level.WARN, "lost 2");
        status.say(Level.WARN, "lost 3");
        status.sayWhatWasLeftOut();
        status.sayWhatWasLeftOut();
        assertThat(said).containsExactly("WARN lost 1", "WARN lost 3 (the last of 2 that were left out)");
    }

    @Test
    void aTargetThatThrowsHurtsNobodyAtTheEndEither() {
        List<String> tried = new ArrayList<>();
        RateLimitedStatus broken = new RateLimitedStatus(
                (level, message) -> {
                    tried.add(message);
                    throw new IllegalStateException("broken channel");
                },
                nanos::get,
                1_000);
        for (String kind : List.of("a", "b")) {
            broken.say(Level.INFO, kind, kind + " once");
            broken.say(Level.INFO, kind, kind + " twice");
        }
        broken.sayWhatWasLeftOut();
        assertThat(tried)
                .containsExactly(
                        "a once",
                        "b once",
                        "a twice (the last of 1 that were left out)",
                        "b twice (the last of 1 that were left out)");
    }

    @Test
    void forgetsTheKindThatWasSilentForLongest() {
        for (int i = 0; i <= RateLimitedStatus.MAX_KINDS; i++) {
            status.say(Level.INFO, "key" + i, "message");
        }
        status.say(Level.INFO, "key" + RateLimitedStatus.MAX_KINDS, "left out");
        status.say(Level.INFO, "key0", "forgotten, so said again");
        assertThat(said)
                .hasSize(RateLimitedStatus.MAX_KINDS + 2)
                .last()
                .asString()
                .contains("said again");
    }

    @Test
    void neverThrows() {
        StatusChannel broken = new RateLimitedStatus(
                (level, message) -> {
                    throw new StackOverflowError("of the target");
                },
                nanos::get,
                1);
        broken.say(Level.ERROR, "x");
        broken.say(Level.ERROR, "key", "x");
    }

    @Test
    void countsExactlyUnderManyThreads() throws Exception {
        AtomicInteger passed = new AtomicInteger();
        AtomicLong leftOut = new AtomicLong();
        RateLimitedStatus shared = new RateLimitedStatus(
                (level, message) -> {
                    passed.incrementAndGet();
                    if (message.contains("last of")) {
                        leftOut.set(Long.parseLong(message.replaceAll(".*last of (\\d+) .*", "$1")));
                    }
                },
                () -> 0,
                1_000);
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            shared.say(Level.WARN, "n " + i);
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        shared.sayWhatWasLeftOut();
        assertThat(passed).hasValue(2);
        assertThat(leftOut).hasValue(39_999);
    }
}

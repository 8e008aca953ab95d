// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zerobus.core.stream.ScriptedSession;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** A lane sends what the service takes on a stream, and not more. */
class ThrottleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int BYTES = StreamLimits.DEFAULT_BYTES_PER_SECOND;

    private final LaneHarness lane = lane(StreamLimits.of(BYTES, 1_000, 1));

    private static LaneHarness lane(StreamLimits limits) {
        LaneHarness made = new LaneHarness(
                settings -> settings.ringBytes(1 << 22).batchRecords(10_000),
                builder -> builder.limits(limits),
                encoder -> encoder);
        made.step();
        return made;
    }

    /** Steps as the drain's thread would: at once while there is work, then when it says that something is due. */
    private static void run(LaneHarness lane, Duration time) {
        long end = lane.now + time.toNanos();
        while (lane.now - end < 0) {
            if (lane.step() == 0) {
                lane.now = Math.max(lane.now + 1, lane.drain.nextDeadlineNanos(Math.min(end, lane.now + SECOND / 10)));
            }
        }
    }

    private static void assertNoSecondAbove(
            List<ScriptedSession.Sent> sent, int limit, ToIntFunction<ScriptedSession.Sent> amount) {
        assertThat(sent).isNotEmpty();
        for (int first = 0; first < sent.size(); first++) {
            long sum = 0;
            for (int i = first; i < sent.size(); i++) {
                if (sent.get(i).atNanos() - sent.get(first).atNanos() < SECOND) {
                    sum += amount.applyAsInt(sent.get(i));
                }
            }
            assertThat(sum).as("from request " + first).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void keepsRowsBelowTheLimitOfAnySecondAndIsNearlyAsFast() {
        lane.offer(1);
        run(lane, Duration.ofMillis(10));
        lane.session().acksByItself(true);
        lane.offer(5_000);
        run(lane, Duration.ofSeconds(4));
        List<ScriptedSession.Sent> sent = lane.session().sent();
        assertNoSecondAbove(sent, 1_000, ScriptedSession.Sent::records);
        int all = sent.stream().mapToInt(ScriptedSession.Sent::records).sum();
        assertThat(all).isBetween((int) (4 * 950 * 0.98), 4 * 950 + 50);
        assertThat(lane.snapshot().throttledNanos())
                .as("nearly all of the time was spent waiting for tokens")
                .isBetween((long) (3.5 * SECOND), 4 * SECOND);
        lane.assertBooksBalance();
    }

    @Test
    void keepsBytesBelowTheLimitToo() {
        int limit = 64 << 10;
        LaneHarness slow = lane(StreamLimits.of(limit, 1_000_000, 1));
        for (int i = 0; i < 2_000; i++) {
            assertThat(slow.offer(LaneHarness.event(i, 100 + i % 900))).isTrue();
        }
        run(slow, Duration.ofMillis(10));
        slow.session().acksByItself(true);
        run(slow, Duration.ofSeconds(5));
        assertNoSecondAbove(slow.session().sent(), limit, request -> request.rows().length);
        int all = slow.session().sent().stream()
                .mapToInt(request -> request.rows().length)
                .sum();
        assertThat(all).isGreaterThan((int) (5 * limit * 0.85));
    }

    @Test
    void aRowThatIsLargerThanTheBucketStillGoes() {
        LaneHarness slow = lane(StreamLimits.of(64 << 10, 1_000_000, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(slow.offer(LaneHarness.event(i, 60_000))).isTrue();
        }
        run(slow, Duration.ofMillis(10));
        slow.session().acksByItself(true);
        run(slow, Duration.ofSeconds(3));
        assertThat(slow.session().sent()).hasSize(3);
        assertThat(slow.snapshot().acked()).isEqualTo(3);
    }

    @Test
    void whatIsSentAgainCountsTooAndWaitingForTheServiceIsNotThrottling() {
        lane.offer(50);
        run(lane, Duration.ofMillis(10));
        assertThat(lane.session().sent()).hasSize(1);
        long before = lane.snapshot().throttledNanos();
        assertThat(before).isZero();
        lane.session().willLose(LaneHarness.GONE);
        run(lane, Duration.ofMillis(20));
        assertThat(lane.session().sent()).as("the bucket is not full again yet").hasSize(1);
        run(lane, Duration.ofMillis(60));
        assertThat(lane.session().sent()).hasSize(2);
        assertThat(lane.snapshot().throttledNanos()).isPositive();
        before = lane.snapshot().throttledNanos();
        run(lane, Duration.ofSeconds(5));
        assertThat(lane.snapshot().throttledNanos())
                .as("while the ack is awaited nothing is ready to go")
                .isEqualTo(before);
    }

    @Test
    void alsoAHurriedLaneKeepsTheRate() {
        lane.offer(1);
        run(lane, Duration.ofMillis(10));
        lane.session().acksByItself(true);
        lane.offer(500);
        lane.lane.refuseAll();
        run(lane, Duration.ofSeconds(1));
        assertNoSecondAbove(lane.session().sent(), 1_000, ScriptedSession.Sent::records);
        assertThat(lane.drain.exhausted()).isTrue();
    }

    @Test
    void ratesThatCanNotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamLimits.of(1_000, 10, 1))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException().isThrownBy(() -> StreamLimits.of(BYTES, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamLimits.of(BYTES, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamLimits.of(BYTES, 1, 17))
                .withMessageContaining("16");
    }
}

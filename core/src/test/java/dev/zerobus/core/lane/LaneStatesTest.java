// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.status.RateLimitedStatus;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.StreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lane says of its state: every change, the last one for certain, and no flood. */
class LaneStatesTest {

    private static final StreamFailure NO_TABLE = StreamFailure.of(FailureCode.NOT_FOUND, "no such table");

    /** What the user sees: behind the limit of the rate that a client puts before its channel. */
    private final List<String> seen = new ArrayList<>();

    private LaneHarness lane;

    private LaneHarness lane() {
        RateLimitedStatus limited = new RateLimitedStatus(
                (level, message) -> seen.add(level + " " + message), () -> lane.now, 10_000_000_000L);
        lane = new LaneHarness(settings -> settings, builder -> builder, encoder -> encoder, limited);
        lane.offer(1);
        lane.settle();
        lane.passLinger();
        return lane;
    }

    @Test
    void saysThatItIsConnectedOnce() {
        lane();
        lane.pass(Duration.ofMinutes(10));
        assertThat(seen).containsExactly("INFO lane orders is connected");
    }

    @Test
    void aChangeIsSaidAtOnceHoweverSoonItFollowsAnotherOne() {
        lane();
        for (int i = 0; i < 2; i++) {
            lane.session().opensByItself(false);
            lane.session().willBlock(NO_TABLE);
            lane.settle();
            assertThat(seen.get(seen.size() - 1))
                    .startsWith("ERROR lane orders is blocked, its events are kept (1): NOT_FOUND: no such table");
            lane.pass(Duration.ofSeconds(1));
            lane.session().willOpen();
            lane.settle();
            assertThat(seen.get(seen.size() - 1))
                    .isEqualTo("INFO lane orders is open again after 1 s: 1 events waited");
        }
        assertThat(seen).hasSize(5);
    }

    @Test
    void saysHowLongItWasAwayAndHowManyEventsWaited() {
        lane();
        lane.ackAll();
        lane.session().opensByItself(false);
        lane.session().willLose(LaneHarness.GONE);
        lane.offer(1_000);
        lane.settle();
        lane.pass(Duration.ofMinutes(12));
        lane.session().willOpen();
        lane.settle();
        assertThat(seen.get(seen.size() - 1))
                .isEqualTo("INFO lane orders is open again after 12 min: 1,000 events waited");
    }

    @Test
    void aFlappingServiceDoesNotFloodAndItsLastStateIsSaid() {
        lane();
        lane.session().opensByItself(false);
        for (int i = 0; i < 600; i++) {
            lane.session().willLose(LaneHarness.GONE);
            lane.pass(Duration.ofMillis(50));
            lane.session().willOpen();
            lane.pass(Duration.ofMillis(50));
        }
        lane.session().willBlock(NO_TABLE);
        lane.settle();
        assertThat(seen).as("a minute of 1,200 changes").hasSizeLessThanOrEqualTo(LaneStates.BURST + 6 + 1);
        for (int i = 0; i < 11; i++) {
            lane.pass(Duration.ofSeconds(1));
        }
        assertThat(seen.get(seen.size() - 1)).contains("is blocked").contains("changes since the last word");
        assertThat(seen).hasSizeLessThanOrEqualTo(LaneStates.BURST + 6 + 2);
    }

    @Test
    void whatLastsIsSaidAgainEveryFiveMinutesAndNotAtEachAttempt() {
        lane();
        lane.session().opensByItself(false);
        lane.session().willBlock(NO_TABLE);
        lane.settle();
        int before = seen.size();
        for (int minute = 0; minute < 60; minute++) {
            lane.pass(Duration.ofMinutes(1));
        }
        assertThat(seen).hasSizeBetween(before + 11, before + 12);
        assertThat(seen.get(seen.size() - 1)).contains("is blocked still, for 60 min");
    }

    @Test
    void aStreamThatIsExchangedOnPurposeIsWorthNoLine() {
        lane();
        lane.session().opensByItself(false);
        StreamFailure moveOn = StreamFailure.of(FailureCode.CLOSE_SIGNAL, "the service asked to move");
        lane.session().willLose(moveOn);
        lane.pass(Duration.ofSeconds(1));
        lane.session().willOpen();
        lane.pass(Duration.ofSeconds(1));
        assertThat(seen).hasSize(1);
        lane.session().willLose(moveOn);
        for (int i = 0; i < 6; i++) {
            lane.pass(Duration.ofSeconds(1));
        }
        assertThat(seen).as("if no stream follows it is").hasSize(2);
        assertThat(seen.get(1)).startsWith("WARN lane orders reconnects: CLOSE_SIGNAL");
    }

    @Test
    void anotherCauseOfTheSameStateIsSaid() {
        lane();
        lane.session().opensByItself(false);
        lane.session().willBlock(NO_TABLE);
        lane.settle();
        lane.session().willBlock(StreamFailure.of(FailureCode.PERMISSION_DENIED, "no grant"));
        lane.settle();
        assertThat(seen).hasSize(3);
        assertThat(seen.get(1)).contains("NOT_FOUND");
        assertThat(seen.get(2)).contains("PERMISSION_DENIED: no grant");
    }

    @Test
    void theLastStateIsSaidAtTheEndIfNothingElseWas() {
        lane();
        lane.session().opensByItself(false);
        for (int i = 0; i < 20; i++) {
            lane.session().willLose(LaneHarness.GONE);
            lane.settle();
            lane.session().willOpen();
            lane.settle();
        }
        lane.session().willBlock(NO_TABLE);
        lane.settle();
        lane.drain.finish();
        assertThat(seen.get(seen.size() - 1)).contains("is blocked").contains("no such table");
    }

    @Test
    void theBreakerIsVisibleAsBlockedAndItsEndIsSaid() {
        RateLimitedStatus limited = new RateLimitedStatus(
                (level, message) -> seen.add(level + " " + message), () -> lane.now, 10_000_000_000L);
        lane = new LaneHarness(
                settings -> settings.batchRecords(1).rejectionsPerMinute(5),
                builder -> builder,
                encoder -> encoder,
                limited);
        lane.offer(20);
        lane.settle();
        for (int i = 0; i < 6; i++) {
            lane.session().willReject(LaneHarness.BAD);
            lane.settle();
        }
        assertThat(lane.snapshot().state()).isEqualTo("BLOCKED");
        assertThat(lane.snapshot().stateWhy())
                .contains("more than 5 requests were rejected", "INVALID_ARGUMENT", "compare what is emitted");
        assertThat(seen.get(seen.size() - 1)).startsWith("ERROR lane orders is blocked, its events are kept (");
        int fetches = lane.fetches.size();
        lane.pass(Duration.ofSeconds(61));
        assertThat(lane.snapshot().state()).isEqualTo("OPEN");
        assertThat(lane.fetches).as("perhaps the table was repaired").hasSize(fetches + 1);
        assertThat(seen.get(seen.size() - 1)).startsWith("INFO lane orders is open again after 61 s: ");
    }

    @Test
    void whatComesWhileTheBreakerHoldsGoesToTheDiskAndAllOfItLandsAfterwards() {
        MemoryDisk disk = new MemoryDisk();
        lane = new LaneHarness(
                settings -> settings.ringBytes(1 << 16).batchRecords(1).rejectionsPerMinute(5),
                builder -> {
                    builder.disk = disk;
                    return builder;
                },
                encoder -> encoder);
        lane.offer(20);
        lane.settle();
        for (int i = 0; i < 6; i++) {
            lane.session().willReject(LaneHarness.BAD);
            lane.settle();
        }
        assertThat(lane.snapshot().state()).isEqualTo("BLOCKED");
        int requests = lane.session().sent().size();
        for (int i = 0; i < 20; i++) {
            lane.offer(50);
            lane.pass(Duration.ofSeconds(2));
        }
        assertThat(lane.snapshot().state()).as("40 seconds later").isEqualTo("BLOCKED");
        assertThat(lane.session().sent()).as("nothing is sent meanwhile").hasSize(requests);
        LaneSnapshot blocked = lane.assertBooksBalance();
        assertThat(blocked.spilled()).as("of 1,020, where the ring holds 256").isGreaterThan(700);
        assertThat(blocked.droppedTotal()).isZero();
        assertThat(disk.sealed).hasSizeGreaterThanOrEqualTo((int) blocked.spilled());

        lane.session().acksByItself(true);
        lane.pass(Duration.ofSeconds(61));
        lane.passLinger();
        assertThat(lane.snapshot().state()).isEqualTo("OPEN");
        LaneSnapshot after = lane.assertBooksBalance();
        assertThat(after.setAsideTotal()).as("what was rejected alone").isEqualTo(lane.asides.size());
        assertThat(after.acked() + after.setAsideTotal()).isEqualTo(1_020);
        assertThat(after.acked()).isGreaterThanOrEqualTo(1_014);
        assertThat(after.spilled()).isZero();
        assertThat(disk.sealed).isEmpty();
        assertThat(lane.said).anyMatch(line -> line.contains("is open again"));
    }
}

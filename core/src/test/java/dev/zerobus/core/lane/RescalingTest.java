// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lane opens more streams when it needs them, and gives them up when it does not. */
class RescalingTest {

    private static final int ROWS_PER_SECOND = 1_000;
    private static final long TICK = 10_000_000;

    private final LaneHarness lane = new LaneHarness(
            settings -> settings.ringBytes(1 << 22).batchRecords(10_000).overflow(OverflowPolicy.DROP),
            builder -> builder.limits(StreamLimits.of(1 << 30, ROWS_PER_SECOND).withStreams(4)),
            encoder -> encoder);
    private boolean acks = true;
    private boolean opens = true;
    private long id;

    /** So many events a second by so many threads, for a time; the service acknowledges, or not. */
    private void run(int perSecond, int threads, Duration time) {
        long end = lane.now + time.toNanos();
        double due = 0;
        while (lane.now - end < 0) {
            for (due += perSecond * (TICK / 1e9); due >= 1; due--) {
                lane.offer((int) (id % threads), LaneHarness.event(id++, 10));
            }
            for (ScriptedSession session : List.copyOf(lane.sessions)) {
                session.acksByItself(acks);
            }
            int work = 1;
            for (int i = 0; i < 50 && work > 0; i++) {
                work = lane.step();
                for (int s = 1; !opens && s < lane.sessions.size(); s++) {
                    lane.sessions.get(s).opensByItself(false);
                }
            }
            lane.now += TICK;
        }
    }

    private int streams() {
        return lane.snapshot().streams();
    }

    private int openSessions() {
        return (int) lane.sessions.stream()
                .filter(session -> session.state() == SessionState.OPEN)
                .count();
    }

    private List<String> saidOfStreams() {
        List<String> lines = new ArrayList<>(lane.said);
        lines.removeIf(line -> !line.contains(" stream") || line.contains("has no room"));
        return lines;
    }

    @Test
    void opensMoreStreamsAfterFiveSecondsAboveEightyPercentAndClosesThemAfterAMinuteOfLittle() {
        run(700, 8, Duration.ofSeconds(20));
        assertThat(streams()).as("below 80 %").isEqualTo(1);
        run(3_000, 8, Duration.ofSeconds(4));
        assertThat(streams()).as("not yet").isEqualTo(1);
        run(3_000, 8, Duration.ofSeconds(4));
        assertThat(streams()).isEqualTo(2);
        run(3_000, 8, Duration.ofSeconds(8));
        assertThat(streams()).isEqualTo(4);
        assertThat(openSessions()).isEqualTo(4);
        long before = lane.snapshot().acked();
        run(3_500, 8, Duration.ofSeconds(4));
        assertThat(lane.snapshot().acked() - before)
                .as("rows in four seconds, by four streams")
                .isGreaterThan(12_000);
        run(50, 8, Duration.ofSeconds(55));
        assertThat(streams()).as("little to do, but not for a minute").isEqualTo(4);
        run(50, 8, Duration.ofSeconds(80));
        assertThat(streams()).isEqualTo(1);
        assertThat(openSessions()).isEqualTo(1);
        assertThat(lane.snapshot().rescalings()).isEqualTo(4);
        assertThat(saidOfStreams())
                .filteredOn(line -> line.contains("sends by"))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("INFO lane orders sends by 2 streams now"))
                .anyMatch(line -> line.startsWith("INFO lane orders sends by 1 stream again"));
        lane.assertBooksBalance();
    }

    @Test
    void oneThreadStaysOnItsStreamHoweverMuchItEmitsAndOneIsToldSo() {
        run(3_000, 1, Duration.ofSeconds(30));
        assertThat(streams()).isEqualTo(1);
        assertThat(lane.sessions).hasSize(1);
        assertThat(saidOfStreams())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("most events come from one thread", "its order is kept");
    }

    @Test
    void whenNoMoreAreAllowedOneIsToldWhatToRaise() {
        run(8_000, 32, Duration.ofSeconds(40));
        assertThat(streams()).isEqualTo(4);
        assertThat(saidOfStreams())
                .hasSize(3)
                .last()
                .asString()
                .contains("one of its 4 streams", "stream.count", "stream.rate.records");
    }

    @Test
    void aStreamThatDoesNotOpenIsGivenUpAndDeliveryGoesOn() {
        run(700, 8, Duration.ofSeconds(1));
        opens = false;
        run(3_000, 8, Duration.ofSeconds(30));
        assertThat(streams()).isEqualTo(1);
        assertThat(lane.sessions).hasSize(2);
        assertThat(lane.sessions.get(1).state()).isEqualTo(SessionState.CLOSED);
        assertThat(saidOfStreams()).anyMatch(line -> line.contains("another one does not open, it is"));
        assertThat(lane.snapshot().acked()).isGreaterThan(25_000);
        assertThat(lane.snapshot().state()).as("the lane itself is well").isEqualTo("OPEN");
        opens = true;
        run(3_000, 8, Duration.ofSeconds(60));
        assertThat(streams()).as("it is tried again").isEqualTo(4);
    }

    @Test
    void aBarrierThatIsNotReachedIsGivenUp() {
        run(700, 8, Duration.ofSeconds(1));
        acks = false;
        run(500, 8, Duration.ofSeconds(1));
        lane.drain.rescale(2);
        run(500, 8, Duration.ofSeconds(2));
        long during = lane.session().sent().size() + lane.sessions.get(0).sent().size();
        run(500, 8, Duration.ofSeconds(2));
        assertThat(lane.session().sent().size() + lane.sessions.get(0).sent().size())
                .as("while it waits nothing more is sent")
                .isEqualTo((int) during);
        run(500, 8, Duration.ofSeconds(20));
        assertThat(streams()).isEqualTo(1);
        assertThat(saidOfStreams()).anyMatch(line -> line.contains("what was sent is not acknowledged in time"));
        assertThat(lane.sessions.get(0).sent()).as("delivery goes on").hasSizeGreaterThan((int) during);
    }

    @Test
    void eachThreadHasOneStreamAndNothingIsSentOnTheNewOneBeforeAllOfTheOldIsDurable() {
        run(700, 8, Duration.ofSeconds(1));
        acks = false;
        run(700, 8, Duration.ofMillis(500));
        ScriptedSession old = lane.sessions.get(0);
        lane.drain.rescale(2);
        run(700, 8, Duration.ofMillis(500));
        ScriptedSession other = lane.sessions.get(1);
        assertThat(other.state()).isEqualTo(SessionState.OPEN);
        assertThat(other.sent()).isEmpty();
        long last = old.sent().get(old.sent().size() - 1).offset();
        old.willAck(last - 1);
        run(700, 8, Duration.ofMillis(100));
        assertThat(other.sent()).as("one request is missing").isEmpty();
        old.willAck(last);
        run(700, 8, Duration.ofMillis(500));
        assertThat(other.sent()).isNotEmpty();
        assertThat(threads(old.sent().subList((int) last + 1, old.sent().size())))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(threads(other.sent()));
    }

    private List<Long> threads(List<ScriptedSession.Sent> requests) {
        return requests.stream()
                .flatMap(request -> lane.rows(request).stream())
                .map(row -> row.id() % 8)
                .distinct()
                .toList();
    }

    @Test
    void theLanesStateIsThatOfItsWorstStream() {
        run(700, 8, Duration.ofSeconds(1));
        lane.drain.rescale(3);
        run(700, 8, Duration.ofSeconds(1));
        assertThat(streams()).isEqualTo(3);
        ScriptedSession second = lane.sessions.get(1);
        second.opensByItself(false);
        second.willLose(LaneHarness.GONE);
        run(0, 8, Duration.ofMillis(20));
        assertThat(lane.snapshot().state()).isEqualTo("RECOVERING");
        assertThat(lane.snapshot().stateWhy()).contains("the network is gone");
        lane.sessions.get(2).willBlock(LaneHarness.BAD);
        run(0, 8, Duration.ofMillis(20));
        assertThat(lane.snapshot().state()).isEqualTo("BLOCKED");
        lane.sessions.get(2).willOpen();
        second.willOpen();
        run(0, 8, Duration.ofMillis(20));
        assertThat(lane.snapshot().state()).isEqualTo("OPEN");
        run(700, 8, Duration.ofSeconds(2));
        assertThat(lane.assertBooksBalance().queued()).isLessThan(100);
    }

    @Test
    void aCloseDuringAChangeDeliversEverything() {
        run(700, 8, Duration.ofSeconds(1));
        acks = false;
        run(700, 8, Duration.ofMillis(200));
        lane.drain.rescale(4);
        run(700, 8, Duration.ofMillis(200));
        lane.lane.refuseAll();
        acks = true;
        long last = lane.sessions
                .get(0)
                .sent()
                .get(lane.sessions.get(0).sent().size() - 1)
                .offset();
        lane.sessions.get(0).willAck(last);
        run(0, 8, Duration.ofSeconds(2));
        assertThat(lane.drain.exhausted()).isTrue();
        LaneReport report = lane.drain.finish();
        assertThat(report.acked()).isEqualTo(report.accepted()).isEqualTo(id);
        assertThat(lane.sessions).allMatch(session -> session.state() == SessionState.CLOSED);
    }
}

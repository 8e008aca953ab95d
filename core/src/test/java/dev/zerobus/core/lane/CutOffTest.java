// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A step that is cut off in the middle, because there is no memory or no thread left just then, is done again as a whole. */
class CutOffTest {

    private static final Duration REST = Duration.ofMillis(20);

    private final MemoryDisk disk = new MemoryDisk();

    private static OutOfMemoryError full() {
        return new OutOfMemoryError("on purpose");
    }

    private static TableSchema table(String columns) {
        return CreateTable.parse("CREATE TABLE main.test.orders (" + columns + ")");
    }

    private LaneHarness onDisk(boolean writeAhead) {
        return LaneHarness.onDisk(disk, writeAhead);
    }

    @Test
    void aSchemaIsFetchedThoughNoThreadCouldBeStartedForItAtFirst() {
        LaneHarness lane = new LaneHarness();
        lane.houseError = full();
        lane.offer(10);
        lane.settle();
        assertThat(lane.fetches).isEmpty();

        lane.pass(Duration.ofSeconds(2));
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
    }

    @Test
    void aSchemaIsFetchedAgainThoughThereWasNoMemoryToSayWhyItCouldNotBe() {
        AtomicReference<Error> error = new AtomicReference<>(new Error() {
            @Override
            public String toString() {
                throw new IllegalStateException("no memory for the words");
            }
        });
        LaneHarness lane = new LaneHarness(settings -> settings, builder -> builder, encoder -> {
            Error now = error.getAndSet(null);
            if (now != null) {
                throw now;
            }
            return encoder;
        });
        lane.houseRunsAtOnce = false;
        lane.offer(10);
        lane.settle();
        assertThatThrownBy(lane::runHouse).hasMessage("no memory for the words");

        lane.houseRunsAtOnce = true;
        lane.pass(Duration.ofSeconds(2));
        lane.pass(Duration.ofSeconds(2));
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
    }

    @Test
    void aStreamIsOpenedThoughThatFailedAtFirst() {
        LaneHarness lane = new LaneHarness();
        lane.connectError = full();
        lane.offer(10);
        lane.settle();
        lane.pass(REST);
        lane.passLinger();
        assertThat(lane.session().streams()).isEqualTo(1);

        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
    }

    @Test
    void rowsOfOtherColumnsAreNotSentOnAStreamThatKnowsNothingOfThem() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.settle();
        lane.ackAll();
        lane.pass(Duration.ofMinutes(6));
        TableSchema wider = table("extra STRING, producer_id STRING, seq BIGINT, id BIGINT, note STRING");
        lane.schema = wider;
        lane.connectError = full();
        lane.offer(LaneHarness.misfit());
        lane.settle();
        lane.offer(10);
        for (int i = 0; i < 10; i++) {
            lane.pass(REST);
        }
        assertThat(lane.connectError).as("was thrown").isNull();
        assertThat(lane.session().descriptors())
                .last()
                .isEqualTo(RowDescriptor.of(wider).toByteArray());
        assertThat(lane.last().stream()).isEqualTo(2);

        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
    }

    @Test
    void anEventThatDoesNotFitAnAlteredTableWaitsThoughItCouldNotBeJudgedAtFirst() {
        AtomicReference<OutOfMemoryError> error = new AtomicReference<>();
        LaneHarness lane =
                new LaneHarness(settings -> settings, builder -> builder, encoder -> new WrappedEncoder(encoder) {
                    @Override
                    public boolean fits(byte[] event, int offset, int length, long seq) {
                        OutOfMemoryError now = error.getAndSet(null);
                        if (now != null) {
                            throw now;
                        }
                        return super.fits(event, offset, length, seq);
                    }
                });
        lane.offer(10);
        lane.settle();
        lane.ackAll();
        lane.pass(Duration.ofMinutes(2));
        lane.schema = table("producer_id STRING, seq BIGINT, id BIGINT, note BIGINT");
        lane.session().opensByItself(false);
        lane.session().willLose(LaneHarness.GONE);
        lane.session().willRejectSchema(LaneHarness.BAD);
        lane.session().opensByItself(true);
        lane.settle();
        error.set(full());
        lane.offer(5);
        for (int i = 0; i < 10; i++) {
            lane.pass(REST);
        }
        assertThat(error.get()).as("was thrown").isNull();
        assertThat(lane.asides).isEmpty();
        assertThat(lane.assertBooksBalance().queued()).isEqualTo(5);
    }

    @Test
    void whatIsSetAsideIsHandedOverThoughThereIsNoMemoryToSaySo() {
        AtomicReference<OutOfMemoryError> error = new AtomicReference<>(full());
        StatusChannel channel = (level, message) -> {
            OutOfMemoryError now = message.contains("is set aside") ? error.getAndSet(null) : null;
            if (now != null) {
                throw now;
            }
        };
        LaneHarness lane = new LaneHarness(settings -> settings, builder -> builder, encoder -> encoder, channel);
        lane.offer(3);
        lane.misfits(1);
        lane.offer(3);
        for (int i = 0; i < 5; i++) {
            lane.pass(REST);
        }
        lane.ackAll();
        assertThat(error.get()).as("was thrown").isNull();
        assertThat(lane.asides)
                .extracting(LaneHarness.Aside::reason)
                .containsExactly(SetAsideReason.VALUE_DOES_NOT_FIT);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(6);
    }

    @Test
    void aLaneThatClosesGoesOnThoughAStreamThatWasBeingOpenedCouldNotBeClosed() {
        LaneHarness lane = new LaneHarness(
                settings -> settings,
                builder -> builder.limits(StreamLimits.of(1 << 30, 999_999_999).withStreams(2)),
                encoder -> encoder);
        lane.offer(10);
        lane.settle();
        lane.drain.rescale(2);
        lane.closeError = new Error("on purpose");

        lane.lane.refuseAll(); // on the drain thread this is outside any step
        assertThat(lane.closeError).as("was thrown").isNull();
        lane.sessions.get(0).willAck(0);
        lane.pass(REST);
        lane.lane.refuseAll();
        assertThat(lane.drain.exhausted()).isTrue();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
    }

    @Test
    void everyEventComesBackFromTheDiskUnderItsNumberThoughThereWasNoMemoryToCopyOne() {
        assertEverythingLandsFromDisk(false);
    }

    @Test
    void writeAheadSendsEveryEventUnderItsNumberThoughThereWasNoMemoryToCopyOne() {
        assertEverythingLandsFromDisk(true);
    }

    private void assertEverythingLandsFromDisk(boolean writeAhead) {
        LaneHarness lane = onDisk(writeAhead);
        disk.noMemoryAt = 100;
        lane.session().opensByItself(false);
        for (int i = 0; i < 20; i++) {
            lane.offer(50);
            lane.settle();
            lane.pass(REST);
        }
        assertThat(disk.noMemoryAt).as("was thrown").isEqualTo(-1);
        lane.session().willOpen();
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 1000));
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::id).isEqualTo(DeliveryTest.numbers(0, 1000));
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(1000);
    }
}

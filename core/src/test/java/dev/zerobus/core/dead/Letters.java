// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.ReasonCounts;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes what a lane would hand over, and a keeper with a clock of the test. */
final class Letters {

    static final UUID PRODUCER = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final Instant NOW = Instant.parse("2026-11-21T07:20:00.123456Z");
    static final TableName TABLE = TableName.of("main.shop.orders");
    static final StreamFailure BAD = StreamFailure.of(FailureCode.INVALID_ARGUMENT, "amount is no number");

    final ReasonCounts<DeadLetterCount> counts = new ReasonCounts<>(DeadLetterCount.class);
    final List<String> said = new ArrayList<>();
    final Path directory;
    long nanos;

    Letters(Path directory) {
        this.directory = directory;
    }

    DeadLetters keeper(long maxBytes) {
        return new DeadLetters(
                directory.toFile(),
                maxBytes,
                true,
                new RowIdentity(PRODUCER),
                counts,
                this::say,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> nanos);
    }

    long written() {
        return counts.sums().get(DeadLetterCount.WRITTEN);
    }

    long unwritten() {
        return counts.sums().get(DeadLetterCount.UNWRITTEN);
    }

    long removed() {
        return counts.sums().get(DeadLetterCount.REMOVED);
    }

    private void say(StatusChannel.Level level, String message) {
        said.add(level + " " + message);
    }

    static byte[] event(long id, int noteLength) {
        return event(id, "n".repeat(noteLength));
    }

    static byte[] event(long id, String note) {
        return Event.newBuilder()
                .setName("order_placed")
                .setTimeMicros(1_700_000_000_000_000L)
                .addFields(Value.newBuilder().setName("id").setIntValue(id))
                .addFields(Value.newBuilder().setName("note").setStringValue(note))
                .build()
                .toByteArray();
    }

    /** What a lane hands over; the event stands in the middle of an array, as it does in a ring. */
    record Aside(
            byte[] bytes,
            int offset,
            int length,
            long seq,
            SetAsideReason reason,
            String column,
            String text,
            StreamFailure failure)
            implements SetAside.Event {

        static Aside rejected(long seq, byte[] event) {
            return of(seq, event, SetAsideReason.REJECTED, "", BAD.toString(), BAD);
        }

        static Aside misfit(long seq, byte[] event, String column, String text) {
            return of(seq, event, SetAsideReason.VALUE_DOES_NOT_FIT, column, text, null);
        }

        static Aside of(
                long seq, byte[] event, SetAsideReason reason, String column, String text, StreamFailure failure) {
            byte[] around = new byte[event.length + 20];
            java.util.Arrays.fill(around, (byte) 0x5A);
            System.arraycopy(event, 0, around, 7, event.length);
            return new Aside(around, 7, event.length, seq, reason, column, text, failure);
        }
    }
}

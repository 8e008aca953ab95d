// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Failure;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.CreateTable;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RandomRowsTest {

    private static final String[] TYPES = {
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "FLOAT",
        "DOUBLE",
        "STRING",
        "BINARY",
        "DATE",
        "TIMESTAMP",
        "TIMESTAMP_NTZ",
        "DECIMAL(18,4)",
        "VARIANT",
        "ARRAY<STRING>",
        "ARRAY<DOUBLE>",
        "MAP<STRING, STRING>",
        "MAP<STRING, VARIANT>",
        "STRUCT<f0: STRING, f1: INT, f2: STRUCT<f0: VARIANT, f3: ARRAY<STRING>>>",
        "ARRAY<STRUCT<f0: STRING, f1: STRING>>"
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private Rows table() {
        StringBuilder columns = new StringBuilder();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            // mostly types that take anything, so that rows are written more often than not
            String type =
                    random.nextInt(3) == 0 ? TYPES[random.nextInt(TYPES.length)] : i % 2 == 0 ? "STRING" : "VARIANT";
            columns.append(i == 0 ? "" : ", ").append('f').append(i).append(' ').append(type);
        }
        String[] more = {
            "",
            ", attributes VARIANT",
            ", attributes MAP<STRING, STRING>",
            ", message STRING, time TIMESTAMP, seq BIGINT"
        };
        return Rows.of(columns.append(more[random.nextInt(more.length)]).toString());
    }

    private Event event() {
        Event.Builder event = Event.newBuilder();
        if (random.nextBoolean()) {
            event.setName(text())
                    .setMessage(text())
                    .setTimeMicros(random.nextLong())
                    .setSeverityNumber(random.nextInt());
            event.setFailure(Failure.newBuilder().setType(text()).setStackTrace(text()));
            event.setProducerId(ByteString.copyFrom(bytes()))
                    .setSeq(random.nextLong())
                    .setThreadId(random.nextLong());
        }
        int count = random.nextInt(24);
        for (int i = 0; i < count; i++) {
            event.addFields(value(0));
        }
        return event.build();
    }

    private Value.Builder value(int depth) {
        Value.Builder v = Value.newBuilder().setName((random.nextBoolean() ? "f" : "F") + random.nextInt(24));
        switch (random.nextInt(depth > 4 ? 10 : 12)) {
            case 0:
                return v.setBoolValue(random.nextBoolean());
            case 1:
                return v.setIntValue(random.nextLong() >> random.nextInt(64));
            case 2:
                return v.setDoubleValue(Double.longBitsToDouble(random.nextLong()));
            case 3:
                return v.setFloatValue(Float.intBitsToFloat(random.nextInt()));
            case 4:
                return v.setBytesValue(ByteString.copyFrom(bytes()));
            case 5:
                return v.setTimestampMicros(random.nextLong());
            case 6:
                return v.setLocalTimestampMicros(random.nextLong() >> 8);
            case 7:
                return v.setDateDays(random.nextInt());
            case 8:
                return v.setDecimalValue(new java.math.BigDecimal(random.nextLong())
                        .movePointLeft(random.nextInt(30))
                        .toPlainString());
            case 9:
                return random.nextInt(4) == 0 ? v.setNullValue(true) : v.setStringValue(text());
            case 10:
                return Rows.list(v.getName(), values(depth));
            default:
                return Rows.map(v.getName(), values(depth));
        }
    }

    private Value.Builder[] values(int depth) {
        Value.Builder[] values = new Value.Builder[random.nextInt(5)];
        Arrays.setAll(values, i -> value(depth + 1));
        return values;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(random.nextInt(4) > 0 ? ' ' + random.nextInt(90) : random.nextInt(0xD800));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void writesRowsThatTheParserReads() {
        int written = 0;
        for (int t = 0; t < 200; t++) {
            Rows rows = table();
            for (int e = 0; e < 20; e++) {
                Event event = event();
                rows.out.clear();
                RowOutcome outcome = rows.encode(event);
                assertThat(outcome.reason())
                        .as("seed %d: %s %s", seed, outcome, event)
                        .isNotEqualTo(SetAsideReason.UNREADABLE);
                assertThat(rows.rows()).as("seed %d", seed).hasSize(outcome.written() ? 1 : 0);
                written += outcome.written() ? 1 : 0;
            }
        }
        assertThat(written).as("seed %d", seed).isGreaterThan(200);
    }

    @Test
    void neverThrowsOnDamagedEventsAndLeavesTheBufferAsItWas() {
        int unreadable = 0;
        for (int t = 0; t < 150; t++) {
            Rows rows = table();
            byte[] prefix = {1, 2, 3};
            rows.out.clear();
            rows.out.put(prefix, 0, 3);
            byte[] event = event().toByteArray();
            for (int cut = 0; cut < event.length; cut++) {
                unreadable += damaged(rows, event, cut);
            }
            for (int i = 0; i < 300 && event.length > 0; i++) {
                byte[] mutant = event.clone();
                for (int m = random.nextInt(3); m >= 0; m--) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
                }
                unreadable += damaged(rows, mutant, mutant.length);
            }
        }
        assertThat(unreadable).isPositive();
    }

    /** The bytes lie in the middle of a larger array, as they do in the ring. */
    private int damaged(Rows rows, byte[] event, int length) {
        byte[] ring = new byte[length + 10 + StraightRow.SLACK_BYTES];
        Arrays.fill(ring, (byte) 0x0A);
        System.arraycopy(event, 0, ring, 10, length);
        RowOutcome outcome = rows.plan.encode(ring, 10, length, Rows.ID, 1, rows.out);
        if (!outcome.written()) {
            assertThat(rows.out.length()).as("seed %d", seed).isEqualTo(3);
            assertThat(Arrays.copyOf(rows.out.array(), 3)).as("seed %d", seed).containsExactly(1, 2, 3);
        }
        rows.out.truncate(3);
        return outcome.reason() == SetAsideReason.UNREADABLE ? 1 : 0;
    }

    @Test
    void refusesAStretchOutsideItsArray() {
        Rows rows = table();
        int[][] stretches = {{-1, 1}, {0, 11}, {10, 1}, {5, -1}, {Integer.MAX_VALUE, Integer.MAX_VALUE}};
        for (int[] stretch : stretches) {
            assertThat(rows.plan
                            .encode(new byte[10], stretch[0], stretch[1], Rows.ID, 1, rows.out)
                            .reason())
                    .isEqualTo(SetAsideReason.UNREADABLE);
        }
    }

    @Test
    void allocatesNothingForEventsThatFit() {
        Rows rows = new Rows(RowPlan.compile(CreateTable.parse("CREATE TABLE a.b.c (event_name STRING, time TIMESTAMP,"
                + " order_id BIGINT NOT NULL, customer STRING, amount DECIMAL(18,2), weight DOUBLE, express BOOLEAN,"
                + " placed TIMESTAMP, day DATE, tags ARRAY<STRING>, sizes MAP<STRING, INT>, address STRUCT<street: STRING,"
                + " zip: STRING>, producer_id STRING, seq BIGINT, attributes MAP<STRING, STRING>)")));
        byte[] event = Event.newBuilder()
                .setName("order_placed")
                .setTimeMicros(1_795_163_415_123_456L)
                .addFields(Rows.number("order_id", 4711))
                .addFields(Rows.text("customer", "Zoë Example"))
                .addFields(Value.newBuilder().setName("amount").setDecimalValue("19.99"))
                .addFields(Value.newBuilder().setName("weight").setDoubleValue(1.25))
                .addFields(Value.newBuilder().setName("express").setBoolValue(true))
                .addFields(Value.newBuilder().setName("placed").setTimestampMicros(1_795_163_415_000_000L))
                .addFields(Rows.text("day", "2026-11-20"))
                .addFields(Rows.list("tags", Rows.text("", "a"), Rows.text("", "b")))
                .addFields(Rows.map("sizes", Rows.number("s", 1), Rows.number("m", 2)))
                .addFields(Rows.map("address", Rows.text("street", "Main 1"), Rows.text("zip", "01234")))
                .addFields(Rows.text("coupon", "none"))
                .addFields(Rows.number("retries", 3))
                .build()
                .toByteArray();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] longer = Arrays.copyOf(event, event.length + StraightRow.SLACK_BYTES);
        for (int slack : new int[] {0, StraightRow.SLACK_BYTES}) {
            byte[] in = slack == 0 ? event : longer;
            encodeMany(rows, in, slack, 20_000);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 20 && least > 0; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                encodeMany(rows, in, slack, 1_000);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least / 1_000).isZero();
        }
        assertThat(rows.plan.straightRows()).isGreaterThan(20_000);
    }

    private static void encodeMany(Rows rows, byte[] event, int slack, int count) {
        for (int i = 0; i < count; i++) {
            rows.out.clear();
            if (!rows.plan
                    .encode(event, 0, event.length - slack, Rows.ID, i, rows.out)
                    .written()) {
                throw new AssertionError("not written");
            }
        }
    }
}

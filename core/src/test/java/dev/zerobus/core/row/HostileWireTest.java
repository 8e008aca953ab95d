// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.proto.event.Event;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events as protobuf allows them and our encoder never writes them: protobuf's own parser says what they mean. */
final class HostileWireTest {

    private static final String[] TABLES = {
        "producer_id STRING, seq BIGINT, time TIMESTAMP, severity_text STRING, severity_number INT, logger STRING,"
                + " thread_id BIGINT, message STRING, error_type STRING, error_message STRING, event_name STRING,"
                + " name_of_sixteen_a BIGINT, name_of_sixteen_b STRING, attributes MAP<STRING, STRING>",
        "time BIGINT, time_unix_nano BIGINT, date DATE, level INT, severity STRING, body VARIANT, error STRING,"
                + " producer_id BINARY, seq BIGINT, record_id STRING, attributes VARIANT",
        "a STRING, b BIGINT, c DOUBLE, d FLOAT, e BOOLEAN, f TIMESTAMP, g INT, h SMALLINT, i TINYINT, j DATE,"
                + " k TIMESTAMP_NTZ, l DECIMAL(18,4), m BINARY, n MAP<STRING, STRING>, o ARRAY<STRING>, attributes"
                + " MAP<STRING, VARIANT>",
        "a STRING NOT NULL, b STRING, c STRING, d STRING, e STRING, f VARIANT, g STRING, h STRING, i STRING",
    };

    private static final String[] NAMES = {
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
        "o",
        "A",
        "B",
        "",
        "message",
        "attributes",
        "seq",
        "name_of_sixteen_a",
        "name_of_sixteen_b",
        "name_of_sixteen_",
        "name_of_sixteen_c",
        "NAME_OF_SIXTEEN_A",
        "name_of_1",
        "name_of_2",
        "trace_flags",
        "Zoë",
        "a.b",
        "thread.id",
        "x".repeat(127),
        "x".repeat(128)
    };

    private static final int DEEPEST = 3;

    /** Of 300 events each, into a table of their own. */
    private static final int ROUNDS = Integer.getInteger("row.rounds", 200);

    private final long seed = Long.getLong("row.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private void varint(ByteArrayOutputStream out, long value, int padding) {
        long rest = value;
        int bytes = 0;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
            bytes++;
        }
        int pads = Math.min(padding, 9 - bytes);
        if (pads <= 0) {
            out.write((int) rest);
            return;
        }
        out.write((int) rest | 0x80);
        for (int i = 1; i < pads; i++) {
            out.write(0x80);
        }
        out.write(0);
    }

    private int padding() {
        return random.nextInt(25) == 0 ? random.nextInt(10) : 0;
    }

    private void tag(ByteArrayOutputStream out, int field, int wire) {
        varint(out, (long) field << 3 | wire, random.nextInt(60) == 0 ? 1 + random.nextInt(3) : 0);
    }

    private void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        tag(out, field, 2);
        varint(out, content.length, Math.min(4, padding()));
        out.write(content, 0, content.length);
    }

    private void fixed(ByteArrayOutputStream out, int field, long bits, int width) {
        tag(out, field, width == 8 ? 1 : 5);
        for (int i = 0; i < width; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
    }

    private byte[] text() {
        switch (random.nextInt(9)) {
            case 0:
                return new byte[0];
            case 1:
                byte[] bad = new byte[1 + random.nextInt(20)];
                random.nextBytes(bad);
                return random.nextInt(12) == 0 ? bad : new byte[] {'x'};
            case 2:
                return "true".getBytes(StandardCharsets.UTF_8);
            case 3:
                return "Grüße 😀 \"\\\n\u0000".getBytes(StandardCharsets.UTF_8);
            case 4:
                return Long.toString(random.nextLong() >> random.nextInt(64)).getBytes(StandardCharsets.UTF_8);
            case 5:
                return "2026-11-20T08:30:15.1Z".getBytes(StandardCharsets.UTF_8);
            default:
                byte[] plain = new byte[random.nextInt(4) == 0 ? 100 + random.nextInt(700) : random.nextInt(30)];
                Arrays.fill(plain, (byte) ('a' + random.nextInt(26)));
                return plain;
        }
    }

    private long edge() {
        long[] edges = {
            0,
            1,
            -1,
            127,
            128,
            -128,
            -129,
            32767,
            32768,
            -32769,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            1L << 31,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1L << 53,
            (1L << 53) + 1,
            1L << 55,
            1L << 56,
            (1L << 56) - 1,
            1_795_163_415_123_456L,
            IsoText.MIN_MICROS,
            IsoText.MAX_MICROS,
            IsoText.MAX_MICROS + 1
        };
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong() >> random.nextInt(64);
    }

    /** What protobuf does not take for nothing, in 32 bits either. */
    private long said() {
        long value = edge();
        return (int) value == 0 ? 7 : value;
    }

    private byte[] someText() {
        byte[] text = text();
        return text.length == 0 ? new byte[] {'x'} : text;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private byte[] value(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int parts = random.nextInt(12) == 0 ? random.nextInt(5) : 2;
        boolean usual = parts == 2 && random.nextInt(10) > 0;
        for (int i = 0; i < parts; i++) {
            if (usual ? i == 0 : random.nextInt(3) == 0) {
                bytes(out, 1, NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.UTF_8));
            } else {
                kind(out, usual ? depth : DEEPEST); // protobuf puts two lists together, and we do not
            }
        }
        return out.toByteArray();
    }

    private void kind(ByteArrayOutputStream out, int depth) {
        switch (random.nextInt(depth >= DEEPEST ? 13 : 16)) {
            case 0 -> {
                tag(out, 2, 0);
                varint(out, random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(2), padding());
            }
            case 1, 2 -> {
                tag(out, 3, 0);
                varint(out, zigzag(edge()), padding());
            }
            case 3 ->
                fixed(out, 4, Double.doubleToRawLongBits(random.nextBoolean() ? edge() : random.nextGaussian()), 8);
            case 4 -> fixed(out, 5, random.nextInt(), 4);
            case 5 -> bytes(out, 7, text());
            case 6 -> fixed(out, 8, edge(), 8);
            case 7 -> fixed(out, 9, edge(), 8);
            case 8 -> {
                tag(out, 10, 0);
                varint(out, random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(40_000), padding());
            }
            case 9 -> bytes(out, 11, Double.toString(random.nextGaussian()).getBytes(StandardCharsets.UTF_8));
            case 10 -> {
                tag(out, 14, 0);
                varint(out, random.nextInt(2), padding());
            }
            case 11 -> unknown(out, 15 + random.nextInt(40));
            case 12, 13 -> bytes(out, 6, text());
            default -> {
                ByteArrayOutputStream list = new ByteArrayOutputStream();
                for (int n = random.nextInt(4); n > 0; n--) {
                    bytes(list, random.nextInt(10) == 0 ? 2 : 1, value(depth + 1));
                }
                bytes(out, random.nextBoolean() ? 12 : 13, list.toByteArray());
            }
        }
    }

    private void unknown(ByteArrayOutputStream out, int field) {
        switch (random.nextInt(4)) {
            case 0 -> {
                tag(out, field, 0);
                varint(out, random.nextLong(), padding());
            }
            case 1 -> fixed(out, field, random.nextLong(), 8);
            case 2 -> fixed(out, field, random.nextInt(), 4);
            default -> bytes(out, field, text());
        }
    }

    private byte[] event() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean failed = false;
        for (int parts = random.nextInt(14); parts > 0; parts--) {
            int choice = random.nextInt(24);
            if (choice < 11) {
                bytes(out, 15, value(0));
            } else if (choice < 13) {
                fixed(out, 2 + random.nextInt(2), said(), 8);
            } else if (choice < 15) {
                int[] numbers = {5, 10, 14, 17};
                tag(out, numbers[random.nextInt(random.nextInt(6) == 0 ? 4 : 3)], 0);
                varint(out, random.nextBoolean() ? 1 + random.nextInt(30) : said(), padding());
            } else if (choice == 15 && !failed) {
                failed = true;
                ByteArrayOutputStream failure = new ByteArrayOutputStream();
                for (int n = random.nextInt(5); n > 0; n--) {
                    bytes(failure, 1 + random.nextInt(3), someText());
                }
                bytes(out, 13, failure.toByteArray());
            } else if (choice == 16 && random.nextInt(4) == 0) {
                unknown(out, 18 + random.nextInt(300));
            } else if (choice == 17 && random.nextInt(4) == 0) {
                bytes(out, 16, random.nextBoolean() ? new byte[16] : text());
            } else {
                int[] texts = {1, 4, 6, 7, 8, 9, 11, 12};
                bytes(
                        out,
                        texts[random.nextInt(texts.length)],
                        random.nextInt(6) == 0 ? "log".getBytes(StandardCharsets.UTF_8) : someText());
            }
        }
        return out.toByteArray();
    }

    private static final class Way {
        final List<String> unknown = new ArrayList<>();
        final Rows rows;

        Way(TableSchema schema) {
            rows = new Rows(RowPlan.compile(schema, 6_000, unknown::add, RowExtras.NONE));
        }

        /** What became of it: the outcome, the row, and what has no column. */
        List<Object> encode(byte[] event, int slack, long seq) {
            unknown.clear();
            rows.out.clear();
            byte[] in = Arrays.copyOf(event, event.length + slack);
            Arrays.fill(in, event.length, in.length, (byte) 0xC3);
            RowOutcome outcome = rows.plan.encode(in, 0, event.length, Rows.ID, seq, rows.out);
            // of names that differ in case only, the first one is told
            unknown.replaceAll(name -> name.toLowerCase(Locale.ROOT));
            unknown.sort(null);
            Object row = outcome.written() ? Rows.plain(rows.rows().get(0)) : "none";
            return List.of(outcome.toString(), row, List.copyOf(unknown));
        }
    }

    @Test
    void whatAnEventMeansIsWhatProtobufSaysItMeans() {
        int parsed = 0;
        int straight = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int number = round % (TABLES.length + 2);
            TableSchema schema = number < TABLES.length
                    ? CreateTable.parse("CREATE TABLE a.b.c (" + TABLES[number] + ")")
                    : (number % 2 == 0 ? ReadyTable.OTLP_LOGS_V1 : ReadyTable.OTLP_LOGS_V2)
                            .schema(TableName.of("a.b.c"));
            Way fast = new Way(schema);
            Way slow = new Way(schema);
            Way judge = new Way(schema);
            for (int i = 0; i < 300; i++) {
                byte[] event = event();
                List<Object> one = fast.encode(event, StraightRow.SLACK_BYTES, i);
                List<Object> other = slow.encode(event, 0, i);
                assertThat(one).as("seed %d round %d event %d", seed, round, i).isEqualTo(other);
                try {
                    byte[] canonical = Event.parseFrom(event).toByteArray();
                    parsed++;
                    List<Object> judged = judge.encode(canonical, 0, i);
                    assertThat(judged)
                            .as("seed %d round %d event %d %s", seed, round, i, Event.parseFrom(event))
                            .isEqualTo(other);
                } catch (InvalidProtocolBufferException e) {
                    // a text that is not UTF-8
                }
            }
            straight += (int) fast.rows.plan.straightRows();
        }
        assertThat(parsed).isGreaterThan(10_000);
        assertThat(straight).isGreaterThan(1_000);
    }
}

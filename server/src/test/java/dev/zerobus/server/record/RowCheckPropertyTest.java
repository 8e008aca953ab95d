// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.zerobus.schema.TableSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random tables, rows and damage; the official library is the judge. */
@Tag("long")
class RowCheckPropertyTest {

    private static final int TABLES = 300;

    @Test
    void takesEveryRowThatFits() throws Exception {
        for (int i = 0; i < TABLES; i++) {
            long seed = System.nanoTime() + i;
            RandomRows random = new RandomRows(seed);
            TableSchema table = random.table();
            StreamSchema own = StreamSchema.forJson(table);
            StreamSchema negotiated = StreamSchema.negotiate(table, own.descriptor());
            Descriptor official = Rows.official(negotiated.descriptor());
            for (int j = 0; j < 20; j++) {
                ByteString row = random.row(table, official).toByteString();
                try {
                    negotiated.check(row);
                    own.check(row);
                    // the same bytes in another kind of ByteString
                    negotiated.check(
                            ByteString.copyFrom(new byte[3]).concat(row).substring(3));
                } catch (BadRecord bad) {
                    fail("seed " + seed + ": " + bad.getMessage() + "\n" + table, bad);
                }
            }
        }
    }

    @Test
    void neverThrowsAnythingButBadRecordAndTakesOnlyWhatTheOfficialLibraryTakes() throws Exception {
        int taken = 0;
        for (int i = 0; i < TABLES; i++) {
            long seed = System.nanoTime() + i;
            RandomRows random = new RandomRows(seed);
            Random damage = new Random(seed);
            TableSchema table = random.table();
            StreamSchema schema = StreamSchema.forJson(table);
            Descriptor official = Rows.official(schema.descriptor());
            for (int j = 0; j < 100; j++) {
                ByteString row =
                        damaged(random.row(table, official).toByteString().toByteArray(), damage);
                try {
                    schema.check(row);
                    taken++;
                    requireReadable(official, row);
                } catch (BadRecord expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                } catch (InvalidProtocolBufferException | RuntimeException | StackOverflowError wrong) {
                    fail("seed " + seed + ", table " + table + ", row " + row, wrong);
                }
            }
        }
        assertThat(taken).as("damaged rows that still fit").isPositive();
    }

    private static ByteString damaged(byte[] row, Random random) {
        byte[] bytes = row;
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            switch (random.nextInt(3)) {
                case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
        }
        return ByteString.copyFrom(bytes);
    }

    private static void requireReadable(Descriptor official, ByteString row) throws InvalidProtocolBufferException {
        DynamicMessage message =
                DynamicMessage.newBuilder(official).mergeFrom(row).buildPartial();
        requireNothingUnknown(message);
        // A map's value that is left out is null here, but a struct without any of its fields for the library.
        assertThat(message.findInitializationErrors()).allMatch(path -> path.contains("].value."));
    }

    private static void requireNothingUnknown(Message message) {
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        message.getAllFields().values().forEach(value -> {
            if (value instanceof Message nested) {
                requireNothingUnknown(nested);
            } else if (value instanceof Iterable<?> list) {
                list.forEach(element -> {
                    if (element instanceof Message nested) {
                        requireNothingUnknown(nested);
                    }
                });
            }
        });
    }

    @Test
    void neverThrowsAnythingButBadRecordForJson() {
        String alphabet = "{}[]\":,\\ 0123456789.eE+-abcntrufls\u00e9\ud83d\ude00";
        for (int i = 0; i < 20_000; i++) {
            long seed = System.nanoTime() + i;
            Random random = new Random(seed);
            StreamSchema schema = StreamSchema.forJson(
                    Rows.table("a INT, b VARIANT, c ARRAY<STRING>, d MAP<STRING, DECIMAL(5,2)>, e BINARY, f DOUBLE"));
            StringBuilder json = new StringBuilder(
                    "{\"a\":1,\"b\":{\"x\":[1]},\"c\":[\"y\"],\"d\":{\"k\":\"1.5\"},\"e\":\"AA==\",\"f\":1e3}");
            for (int change = 0; change < 1 + random.nextInt(3); change++) {
                json.setCharAt(random.nextInt(json.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                schema.fromJson(json.toString());
            } catch (BadRecord expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException wrong) {
                fail("seed " + seed + ", json " + json, wrong);
            }
        }
    }

    @Test
    void knowsUtf8AsTheJdkDoes() {
        for (int i = 0; i < 200_000; i++) {
            long seed = System.nanoTime() + i;
            Random random = new Random(seed);
            byte[] bytes = new byte[1 + random.nextInt(20)];
            for (int j = 0; j < bytes.length; j++) {
                int kind = random.nextInt(4);
                bytes[j] = (byte)
                        (kind == 0
                                ? random.nextInt(128)
                                : kind == 1 ? 0xC0 + random.nextInt(64) : 0x80 + random.nextInt(64));
            }
            boolean valid;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                valid = true;
            } catch (CharacterCodingException malformed) {
                valid = false;
            }
            assertThat(Utf8.valid(bytes, 0, bytes.length)).as("seed %d", seed).isEqualTo(valid);
        }
    }

    @Test
    void takesExactlyTheDecimalsThatFitWithoutRounding() {
        String alphabet = "0123456789+-.eE0011";
        for (int i = 0; i < 200_000; i++) {
            long seed = System.nanoTime() + i;
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int precision = 1 + random.nextInt(8);
            int scale = random.nextInt(precision + 1);
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            boolean taken = DecimalText.problem(bytes, 0, bytes.length, precision, scale) == null;
            assertThat(taken)
                    .as("seed %d: '%s' for DECIMAL(%d,%d)", seed, text, precision, scale)
                    .isEqualTo(fits(text.toString(), precision, scale));
        }
    }

    private static boolean fits(String text, int precision, int scale) {
        try {
            BigDecimal value = new BigDecimal(text);
            int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
            String digits = exponent < 0 ? "" : text.substring(exponent + 1).replaceFirst("^[+-]", "");
            if (digits.length() > 3) {
                return false;
            }
            return value.setScale(scale, RoundingMode.UNNECESSARY).precision() <= precision;
        } catch (ArithmeticException | NumberFormatException no) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.ListValue;
import dev.zerobus.proto.event.MapValue;
import dev.zerobus.proto.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random events, written by the encoder and, independently, by the generated builders. */
class RandomEventsTest {

    private final Caught caught = new Caught();

    @Test
    void writesWhatTheGeneratedBuildersBuild() {
        long seed = System.nanoTime();
        DraftPool pool = caught.pool(EventLimits.DEFAULT);
        for (int i = 0; i < 3_000; i++) {
            Random random = new Random(seed + i);
            String name = text(random);
            EventDraft draft = pool.begin(name);
            Event.Builder expected = Event.newBuilder().setName(valid(name)).setTimeMicros(Caught.NOW_MICROS);
            if (random.nextBoolean()) {
                String message = text(random);
                draft.message(random.nextBoolean() ? message : new StringBuilder(message));
                expected.setMessage(valid(message));
            }
            for (int field = random.nextInt(12); field > 0; field--) {
                Value.Builder value = Value.newBuilder();
                Object object = value(random, value, 0);
                String key = text(random);
                put(draft, key, object);
                expected.addFields(value.setName(valid(key)));
            }
            assertThat(draft.emit()).isTrue();
            assertThat(caught.event()).as("seed %d", seed + i).isEqualTo(expected.build());
            caught.all().clear();
        }
        assertThat(caught.problems()).as("seed %d", seed).isEmpty();
    }

    @Test
    void staysParseableAndWithinItsBoundsWhateverTheLimitsAre() {
        long seed = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            Random random = new Random(seed + i);
            EventLimits limits = EventLimits.DEFAULT
                    .withEventBytes(EventLimits.MIN_EVENT_BYTES + random.nextInt(2_000))
                    .withTextBytes(16 + random.nextInt(1_000))
                    .withDepth(1 + random.nextInt(4))
                    .withValues(1 + random.nextInt(30));
            EventDraft draft = caught.pool(limits).begin(text(random));
            for (int field = random.nextInt(40); field > 0; field--) {
                put(draft, text(random), value(random, Value.newBuilder(), 0));
                if (random.nextInt(20) == 0) {
                    draft.failure(new Exception(text(random)));
                }
            }
            draft.message(text(random));
            draft.time(i);
            draft.emit();

            byte[] bytes = caught.all().get(0);
            assertThat(bytes.length).as("seed %d", seed + i).isLessThanOrEqualTo(limits.eventBytes());
            assertThat(Caught.parse(bytes).getTimeMicros())
                    .as("seed %d", seed + i)
                    .isEqualTo(i);
            assertThat(Caught.parse(bytes).getFieldsCount()).isLessThanOrEqualTo(limits.values());
            caught.all().clear();
        }
    }

    private static void put(EventDraft draft, String name, Object value) {
        if (value instanceof Long number) {
            draft.put(name, number.longValue());
        } else if (value instanceof Double number) {
            draft.put(name, number.doubleValue());
        } else if (value instanceof String text) {
            draft.put(name, text);
        } else {
            draft.put(name, value);
        }
    }

    private static Object value(Random random, Value.Builder expected, int depth) {
        switch (random.nextInt(depth < 4 ? 11 : 9)) {
            case 0:
                long number = random.nextLong() >> random.nextInt(64);
                expected.setIntValue(number);
                return number;
            case 1:
                double real = Double.longBitsToDouble(random.nextLong());
                expected.setDoubleValue(real);
                return real;
            case 2:
                float small = random.nextFloat();
                expected.setFloatValue(small);
                return small;
            case 3:
                boolean flag = random.nextBoolean();
                expected.setBoolValue(flag);
                return flag;
            case 4:
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                expected.setBytesValue(ByteString.copyFrom(bytes));
                return bytes;
            case 5:
                BigDecimal decimal =
                        new BigDecimal(new BigInteger(random.nextInt(130), random), random.nextInt(40) - 20);
                expected.setDecimalValue(decimal.toPlainString());
                return decimal;
            case 6:
                long micros = random.nextLong() >> 8;
                expected.setTimestampMicros(micros);
                return Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
            case 7:
                expected.setNullValue(true);
                return null;
            case 8:
                String text = text(random);
                expected.setStringValue(valid(text));
                return text;
            case 9:
                return list(random, expected, depth);
            default:
                return map(random, expected, depth);
        }
    }

    private static List<Object> list(Random random, Value.Builder expected, int depth) {
        List<Object> list = new ArrayList<>();
        ListValue.Builder values = ListValue.newBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(random, values.addValuesBuilder(), depth + 1));
        }
        expected.setListValue(values);
        return list;
    }

    private static Map<String, Object> map(Random random, Value.Builder expected, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        MapValue.Builder entries = MapValue.newBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String key = i + text(random);
            Value.Builder entry = entries.addEntriesBuilder().setName(valid(key));
            map.put(key, value(random, entry, depth + 1));
        }
        expected.setMapValue(entries);
        return map;
    }

    /** Mostly short ASCII; sometimes anything that a char array can hold, broken surrogates included. */
    private static String text(Random random) {
        int style = random.nextInt(6);
        int length = random.nextInt(style == 0 ? 3_000 : 40);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            switch (style) {
                case 1:
                    text.append((char) random.nextInt(0x10000));
                    break;
                case 2:
                    text.appendCodePoint(random.nextInt(0x110000));
                    break;
                case 3:
                    text.append((char) (0xD800 + random.nextInt(0x800)));
                    break;
                default:
                    text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    /** What a broken text becomes: U+FFFD for each surrogate that stands alone. */
    private static String valid(String text) {
        StringBuilder valid = new StringBuilder();
        text.codePoints().forEach(c -> valid.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        assertThat(new String(valid.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(valid.toString());
        return valid.toString();
    }
}

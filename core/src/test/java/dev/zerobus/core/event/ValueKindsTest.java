// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.api.Severity;
import dev.zerobus.proto.event.ListValue;
import dev.zerobus.proto.event.MapValue;
import dev.zerobus.proto.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueKindsTest {

    private static final Instant MOMENT = Instant.parse("2026-11-20T12:34:56.123456789Z");
    private static final long MICROS = 1_795_178_096_123_456L;

    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    @AfterEach
    void noProblemWasCounted() {
        assertThat(caught.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesAndTheirKinds")
    void writesAValueAsTheKindThatTheSchemaNames(Object value, Value.Builder expected) {
        EventDraft draft = pool.begin("e");
        draft.put("f", value);
        draft.emit();
        assertThat(caught.field()).isEqualTo(expected.setName("f").build());
    }

    static Stream<Arguments> valuesAndTheirKinds() {
        return Stream.concat(Stream.concat(scalars(), times()), nested());
    }

    private static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of(true, kind().setBoolValue(true)),
                Arguments.of(false, kind().setBoolValue(false)),
                Arguments.of(new AtomicBoolean(true), kind().setBoolValue(true)),
                Arguments.of((byte) -1, kind().setIntValue(-1)),
                Arguments.of((short) -300, kind().setIntValue(-300)),
                Arguments.of(0, kind().setIntValue(0)),
                Arguments.of(Long.MIN_VALUE, kind().setIntValue(Long.MIN_VALUE)),
                Arguments.of(Long.MAX_VALUE, kind().setIntValue(Long.MAX_VALUE)),
                Arguments.of(new AtomicInteger(7), kind().setIntValue(7)),
                Arguments.of(new AtomicLong(8), kind().setIntValue(8)),
                Arguments.of(0.0, kind().setDoubleValue(0)),
                Arguments.of(-0.0, kind().setDoubleValue(-0.0)),
                Arguments.of(Double.NaN, kind().setDoubleValue(Double.NaN)),
                Arguments.of(1.5f, kind().setFloatValue(1.5f)),
                Arguments.of(Float.NEGATIVE_INFINITY, kind().setFloatValue(Float.NEGATIVE_INFINITY)),
                Arguments.of("", kind().setStringValue("")),
                Arguments.of("caf\u00e9 \u20ac \ud83d\ude00", kind().setStringValue("caf\u00e9 \u20ac \ud83d\ude00")),
                Arguments.of(new StringBuilder("sb\u00e9\ud83d\ude00"), kind().setStringValue("sb\u00e9\ud83d\ude00")),
                Arguments.of('\u20ac', kind().setStringValue("\u20ac")),
                Arguments.of('\ud83d', kind().setStringValue("\ufffd")),
                Arguments.of(Severity.WARN, kind().setStringValue("WARN")),
                Arguments.of(
                        UUID.fromString("0190a5b0-0000-7000-8000-00000000002a"),
                        kind().setStringValue("0190a5b0-0000-7000-8000-00000000002a")),
                Arguments.of(Path.of("/tmp/x"), kind().setStringValue("/tmp/x")),
                Arguments.of(new byte[] {0, -1, 5}, kind().setBytesValue(ByteString.copyFrom(new byte[] {0, -1, 5}))),
                Arguments.of(ByteBuffer.wrap(new byte[] {9, 8}), kind().setBytesValue(bytes(9, 8))),
                Arguments.of(new BigDecimal("1E+3"), kind().setDecimalValue("1000")),
                Arguments.of(new BigDecimal("-0.00000001"), kind().setDecimalValue("-0.00000001")),
                Arguments.of(new BigInteger("123456789012345678901"), kind().setDecimalValue("123456789012345678901")),
                Arguments.of(null, kind().setNullValue(true)),
                Arguments.of(Optional.of(5L), kind().setIntValue(5)),
                Arguments.of(Optional.empty(), kind().setNullValue(true)),
                Arguments.of(OptionalInt.of(5), kind().setIntValue(5)),
                Arguments.of(OptionalLong.empty(), kind().setNullValue(true)),
                Arguments.of(OptionalDouble.of(0.5), kind().setDoubleValue(0.5)));
    }

    private static Stream<Arguments> times() {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(MICROS / 1000);
        java.sql.Timestamp timestamp = java.sql.Timestamp.from(MOMENT);
        return Stream.of(
                Arguments.of(MOMENT, kind().setTimestampMicros(MICROS)),
                Arguments.of(Instant.EPOCH.minusNanos(1), kind().setTimestampMicros(-1)),
                Arguments.of(
                        OffsetDateTime.parse("2026-11-20T14:34:56.123456+02:00"), kind().setTimestampMicros(MICROS)),
                Arguments.of(
                        ZonedDateTime.ofInstant(MOMENT, ZoneId.of("Europe/Paris")), kind().setTimestampMicros(MICROS)),
                Arguments.of(Date.from(MOMENT), kind().setTimestampMicros(MICROS / 1000 * 1000)),
                Arguments.of(calendar, kind().setTimestampMicros(MICROS / 1000 * 1000)),
                Arguments.of(timestamp, kind().setTimestampMicros(MICROS)),
                Arguments.of(java.sql.Date.valueOf("2026-11-20"), kind().setDateDays(20_777)),
                Arguments.of(java.sql.Time.valueOf("10:20:30"), kind().setStringValue("10:20:30")),
                Arguments.of(
                        LocalDateTime.parse("2026-11-20T12:34:56.123456789"), kind().setLocalTimestampMicros(MICROS)),
                Arguments.of(LocalDate.parse("2026-11-20"), kind().setDateDays(20_777)),
                Arguments.of(LocalDate.parse("1969-12-31"), kind().setDateDays(-1)),
                Arguments.of(LocalTime.parse("10:20:30.5"), kind().setStringValue("10:20:30.500")));
    }

    private static Stream<Arguments> nested() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put(2, List.of("x"));
        map.put(null, null);
        Value.Builder mapValue = kind().setMapValue(MapValue.newBuilder()
                .addEntries(kind().setName("a").setIntValue(1))
                .addEntries(kind().setName("2").setListValue(list(kind().setStringValue("x"))))
                .addEntries(kind().setName("null").setNullValue(true)));
        return Stream.of(
                Arguments.of(map, mapValue),
                Arguments.of(Map.of(), kind().setMapValue(MapValue.getDefaultInstance())),
                Arguments.of(List.of(), kind().setListValue(ListValue.getDefaultInstance())),
                Arguments.of(
                        Arrays.asList(1, "two", null, List.of(3.0)),
                        kind().setListValue(list(
                                kind().setIntValue(1),
                                kind().setStringValue("two"),
                                kind().setNullValue(true),
                                kind().setListValue(list(kind().setDoubleValue(3.0)))))),
                Arguments.of(
                        new int[] {1, -2}, kind().setListValue(list(kind().setIntValue(1), kind().setIntValue(-2)))),
                Arguments.of(new short[] {3}, kind().setListValue(list(kind().setIntValue(3)))),
                Arguments.of(new long[] {4}, kind().setListValue(list(kind().setIntValue(4)))),
                Arguments.of(new boolean[] {true}, kind().setListValue(list(kind().setBoolValue(true)))),
                Arguments.of(new char[] {'c'}, kind().setListValue(list(kind().setStringValue("c")))),
                Arguments.of(new float[] {1}, kind().setListValue(list(kind().setFloatValue(1)))),
                Arguments.of(new double[] {1}, kind().setListValue(list(kind().setDoubleValue(1)))),
                Arguments.of(
                        new Object[][] {{"a"}, {}},
                        kind().setListValue(list(
                                kind().setListValue(list(kind().setStringValue("a"))), kind().setListValue(list())))));
    }

    @Test
    void writesPrimitivesWithoutBoxesAsTheSameKinds() {
        EventDraft draft = pool.begin("e");
        draft.put("b", true);
        draft.put("l", -42L);
        draft.put("f", 0.5f);
        draft.put("d", -0.0);
        draft.put("c", '\u00e9');
        draft.put("s", "text");
        draft.put("n", (CharSequence) null);
        draft.put("sb", (CharSequence) new StringBuilder("sb"));
        draft.emit();
        assertThat(caught.event().getFieldsList())
                .containsExactly(
                        kind().setName("b").setBoolValue(true).build(),
                        kind().setName("l").setIntValue(-42).build(),
                        kind().setName("f").setFloatValue(0.5f).build(),
                        kind().setName("d").setDoubleValue(-0.0).build(),
                        kind().setName("c").setStringValue("\u00e9").build(),
                        kind().setName("s").setStringValue("text").build(),
                        kind().setName("n").setNullValue(true).build(),
                        kind().setName("sb").setStringValue("sb").build());
    }

    private static Value.Builder kind() {
        return Value.newBuilder();
    }

    private static ListValue list(Value.Builder... values) {
        ListValue.Builder list = ListValue.newBuilder();
        for (Value.Builder value : values) {
            list.addValues(value);
        }
        return list.build();
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }
}

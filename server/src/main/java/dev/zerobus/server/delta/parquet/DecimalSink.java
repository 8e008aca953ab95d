// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import dev.zerobus.schema.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Decimal text into 32 bits, 64 bits or as many bytes as the precision needs. Owned by the materialiser's thread. */
final class DecimalSink implements ScalarSink {

    private static final long[] TENS = new long[ParquetTypes.MAX_LONG_DIGITS + 1];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private final String name;
    private final int precision;
    private final int scale;
    private final byte[] bytes;

    DecimalSink(String name, ColumnType type) {
        this.name = name;
        precision = type.precision();
        scale = type.scale();
        bytes = new byte[ParquetTypes.decimalBytes(precision)];
    }

    @Override
    public void put(
            RowBytes row,
            long bits,
            int offset,
            int length,
            ColumnWriter[] writers,
            int leaf,
            int repetition,
            int definition) {
        if (precision > ParquetTypes.MAX_LONG_DIGITS) {
            writeWide(parse(row.array, offset, length), writers[leaf], repetition, definition);
            return;
        }
        long unscaled = quick(row.array, offset, length);
        if (unscaled == Long.MIN_VALUE) {
            unscaled = parse(row.array, offset, length).unscaledValue().longValueExact();
        }
        if (precision > ParquetTypes.MAX_INT_DIGITS) {
            writers[leaf].write(unscaled, repetition, definition);
        } else {
            writers[leaf].write(Math.toIntExact(unscaled), repetition, definition);
        }
    }

    /** Parses plain notation with few digits; {@link Long#MIN_VALUE} sends the text to {@link #parse}. */
    private long quick(byte[] text, int offset, int length) {
        int end = offset + length;
        boolean negative = length > 0 && text[offset] == '-';
        int at = negative ? offset + 1 : offset;
        if (end - at > ParquetTypes.MAX_LONG_DIGITS || at == end) {
            return Long.MIN_VALUE;
        }
        long value = 0;
        int behindPoint = -1;
        for (; at < end; at++) {
            byte c = text[at];
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                behindPoint += behindPoint >= 0 ? 1 : 0;
            } else if (c == '.' && behindPoint < 0) {
                behindPoint = 0;
            } else {
                return Long.MIN_VALUE;
            }
        }
        int shift = scale - Math.max(behindPoint, 0);
        if (shift < 0 || value >= TENS[Math.max(0, precision - shift)]) {
            return Long.MIN_VALUE;
        }
        value *= TENS[shift];
        return negative ? -value : value;
    }

    private BigDecimal parse(byte[] array, int offset, int length) {
        String text = new String(array, offset, length, StandardCharsets.UTF_8);
        try {
            BigDecimal value = new BigDecimal(text.trim()).setScale(scale, RoundingMode.UNNECESSARY);
            if (value.precision() <= precision) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw misfit(text, e);
        }
        throw misfit(text, null);
    }

    private IllegalStateException misfit(String text, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalStateException(
                "a row has '" + text + "' for column '" + name + "', which is DECIMAL(" + precision + "," + scale
                        + "); it should have been refused before it was acknowledged",
                cause);
    }

    private void writeWide(BigDecimal value, ColumnWriter writer, int repetition, int definition) {
        byte[] shortest = value.unscaledValue().toByteArray();
        Arrays.fill(bytes, (byte) (shortest[0] < 0 ? 0xFF : 0));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        writer.write(Binary.fromReusedByteArray(bytes), repetition, definition);
    }
}

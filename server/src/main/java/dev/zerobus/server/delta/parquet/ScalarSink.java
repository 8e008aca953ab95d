// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import dev.zerobus.schema.ColumnType;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Turns what stood on the wire into what stands in a Parquet column. Owned by the materialiser's thread. */
@FunctionalInterface
interface ScalarSink {

    void put(
            RowBytes row,
            long bits,
            int offset,
            int length,
            ColumnWriter[] writers,
            int leaf,
            int repetition,
            int definition);

    /**
     * Returns the sink for a column that is filled from a field.
     *
     * @throws IllegalArgumentException if the one can not become the other
     */
    static ScalarSink of(String name, ColumnType type, WireKind from) {
        boolean bytes = from == WireKind.BYTES;
        boolean real = from == WireKind.FLOAT || from == WireKind.DOUBLE;
        boolean whole = !bytes && !real && from != WireKind.MESSAGE;
        ScalarSink sink = switch (type.kind()) {
            case BOOLEAN -> whole ? flag() : null;
            case TINYINT -> whole ? number(name, Byte.MIN_VALUE, Byte.MAX_VALUE) : null;
            case SMALLINT -> whole ? number(name, Short.MIN_VALUE, Short.MAX_VALUE) : null;
            case INT, DATE -> whole ? number(name, Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
            case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> whole ? wide() : null;
            case FLOAT -> from == WireKind.FLOAT ? single() : null;
            case DOUBLE -> real ? twice(from) : null;
            case STRING, BINARY -> bytes ? plain() : null;
            case DECIMAL -> bytes ? new DecimalSink(name, type) : null;
            case VARIANT -> bytes ? new VariantSink(name) : null;
            default -> null;
        };
        if (sink == null) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is " + type.sql() + " and can not be filled from a field of type " + from);
        }
        return sink;
    }

    private static ScalarSink flag() {
        return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                writers[leaf].write(bits != 0, repetition, definition);
    }

    private static ScalarSink number(String name, int lowest, int highest) {
        return (row, bits, offset, length, writers, leaf, repetition, definition) -> {
            if (bits < lowest || bits > highest) {
                throw new IllegalStateException("a row has " + bits + " for column '" + name + "', which holds "
                        + lowest + " to " + highest + "; it should have been refused before it was acknowledged");
            }
            writers[leaf].write((int) bits, repetition, definition);
        };
    }

    private static ScalarSink wide() {
        return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                writers[leaf].write(bits, repetition, definition);
    }

    private static ScalarSink single() {
        return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                writers[leaf].write(Float.intBitsToFloat((int) bits), repetition, definition);
    }

    private static ScalarSink twice(WireKind from) {
        if (from == WireKind.FLOAT) {
            return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                    writers[leaf].write((double) Float.intBitsToFloat((int) bits), repetition, definition);
        }
        return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                writers[leaf].write(Double.longBitsToDouble(bits), repetition, definition);
    }

    /** Parquet copies what it keeps: the row's bytes are used again for the next row. */
    private static ScalarSink plain() {
        return (row, bits, offset, length, writers, leaf, repetition, definition) ->
                writers[leaf].write(Binary.fromReusedByteArray(row.array, offset, length), repetition, definition);
    }
}

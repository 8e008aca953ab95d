// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** What {@link StraightRow} has to know of a column, in one place. Owned by one thread. */
final class StraightColumn {

    /** Kinds of values that a column takes as they are: none ... */
    static final int NOTHING = 0;

    static final int TEXT = 1;
    static final int WHOLE = 2;
    static final int REAL = 3;
    static final int SINGLE = 4;
    static final int TRUTH = 5;
    static final int INSTANT = 6;

    /** ... or there is no straight way to the column. */
    static final int NEVER = 7;

    final int index;
    final ColumnWriter writer;
    final int takes;
    final boolean required;
    /** The tag as bytes, the first one in the lowest bits, and how many they are. */
    final int tagBits;

    final int tagBytes;
    /** What a WHOLE one holds. */
    final long least;

    final long most;
    /** The row that has a value for it: saves clearing all columns each time. */
    long row = -1;

    StraightColumn(int index, ColumnWriter writer, boolean required, boolean never) {
        this.index = index;
        this.writer = writer;
        this.required = required;
        this.takes = never ? NEVER : takes(writer.type.kind());
        RowBuffer tag = new RowBuffer(8);
        writer.tag(tag);
        this.tagBits = (int) LittleEndian.INTS.get(tag.array(), 0);
        this.tagBytes = tag.length();
        int bits = bits(writer.type.kind());
        this.least = Long.MIN_VALUE >> (Long.SIZE - bits);
        this.most = Long.MAX_VALUE >> (Long.SIZE - bits);
    }

    private static int takes(ColumnType.Kind kind) {
        switch (kind) {
            case STRING:
                return TEXT;
            case TINYINT:
            case SMALLINT:
            case INT:
            case BIGINT:
                return WHOLE;
            case DOUBLE:
                return REAL;
            case FLOAT:
                return SINGLE;
            case BOOLEAN:
                return TRUTH;
            case TIMESTAMP:
                return INSTANT;
            default:
                return NOTHING;
        }
    }

    private static int bits(ColumnType.Kind kind) {
        switch (kind) {
            case TINYINT:
                return Byte.SIZE;
            case SMALLINT:
                return Short.SIZE;
            case INT:
                return Integer.SIZE;
            default:
                return Long.SIZE;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import org.apache.parquet.column.ColumnWriter;

/** How a value that is there is written. */
abstract class ValuePlan {

    abstract void write(RowBytes row, long bits, int offset, int length, ColumnWriter[] writers, int repetition);

    /** Tells whether the value is bytes and not bits. */
    abstract boolean isText();

    /** A scalar, into its Parquet column (a VARIANT: into its two). */
    static final class Scalar extends ValuePlan {
        private final ScalarSink sink;
        private final boolean text;
        private final int leaf;
        private final int definition;

        Scalar(ScalarSink sink, boolean text, int leaf, int definition) {
            this.sink = sink;
            this.text = text;
            this.leaf = leaf;
            this.definition = definition;
        }

        @Override
        void write(RowBytes row, long bits, int offset, int length, ColumnWriter[] writers, int repetition) {
            sink.put(row, bits, offset, length, writers, leaf, repetition, definition);
        }

        @Override
        boolean isText() {
            return text;
        }
    }

    /** A message. */
    static final class Struct extends ValuePlan {
        private final MessagePlan message;

        Struct(MessagePlan message) {
            this.message = message;
        }

        @Override
        void write(RowBytes row, long bits, int offset, int length, ColumnWriter[] writers, int repetition) {
            message.scan(row, offset, offset + length);
            message.emit(row, writers, repetition);
        }

        @Override
        boolean isText() {
            return true;
        }
    }
}

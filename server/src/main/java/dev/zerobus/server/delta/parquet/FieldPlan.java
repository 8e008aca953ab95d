// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import org.apache.parquet.column.ColumnWriter;

/** How one column, or field of a STRUCT, is written from its message. Levels are those of Dremel, as Parquet has them. */
abstract class FieldPlan {

    /** The field has no place in the client's message. */
    static final int ABSENT = -1;

    final Place place;
    final int slot;

    FieldPlan(Place place, int slot) {
        this.place = place;
        this.slot = slot;
    }

    /**
     * Where a column stands.
     *
     * @param name its name with those of the structures around it
     * @param nullable whether it may be null
     * @param firstLeaf the first Parquet column below it
     * @param endLeaf the one behind the last
     * @param parentDefinition the definition level when what is around it is there
     */
    record Place(String name, boolean nullable, int firstLeaf, int endLeaf, int parentDefinition) {

        void writeAbove(ColumnWriter[] writers, int repetition, int definition) {
            for (int leaf = firstLeaf; leaf < endLeaf; leaf++) {
                writers[leaf].writeNull(repetition, definition);
            }
        }
    }

    abstract void emit(RowBytes row, MessagePlan message, ColumnWriter[] writers, int repetition);

    final void emitNull(ColumnWriter[] writers, int repetition) {
        if (!place.nullable()) {
            throw new IllegalStateException("a row has no value for column '" + place.name()
                    + "', which is NOT NULL; it should have been refused before it was acknowledged");
        }
        place.writeAbove(writers, repetition, place.parentDefinition());
    }

    /** One value, or none. */
    static final class Single extends FieldPlan {
        private final ValuePlan value;

        Single(Place place, int slot, ValuePlan value) {
            super(place, slot);
            this.value = value;
        }

        @Override
        void emit(RowBytes row, MessagePlan message, ColumnWriter[] writers, int repetition) {
            Found found = message.found(slot);
            if (found.count == 0) {
                emitNull(writers, repetition);
            } else {
                value.write(row, found.bits[0], found.offset[0], found.length[0], writers, repetition);
            }
        }
    }

    /** A column that the client's message knows nothing of. */
    static final class Unknown extends FieldPlan {
        Unknown(Place place) {
            super(place, ABSENT);
        }

        @Override
        void emit(RowBytes row, MessagePlan message, ColumnWriter[] writers, int repetition) {
            emitNull(writers, repetition);
        }
    }

    /** A list. The wire does not tell an empty one from none at all: it is null where the table allows it, else empty. */
    static final class Repeated extends FieldPlan {
        private final ValuePlan element;
        private final int ownRepetition;

        Repeated(Place place, int slot, ValuePlan element, int ownRepetition) {
            super(place, slot);
            this.element = element;
            this.ownRepetition = ownRepetition;
        }

        @Override
        void emit(RowBytes row, MessagePlan message, ColumnWriter[] writers, int repetition) {
            Found found = message.found(slot);
            if (found.count == 0) {
                place.writeAbove(writers, repetition, place.parentDefinition());
                return;
            }
            for (int i = 0; i < found.count; i++) {
                element.write(
                        row,
                        found.bits[i],
                        found.offset[i],
                        found.length[i],
                        writers,
                        i == 0 ? repetition : ownRepetition);
            }
        }
    }
}

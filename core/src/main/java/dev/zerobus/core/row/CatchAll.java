// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code attributes}, which takes what has no column of its own: fixed fields of the event first, then entries of
 * a map that the application sends under this name, then its fields; of a key that comes twice the last value counts. Facts
 * of the process come behind them, unless the event has the key. Owned by one thread.
 */
final class CatchAll {

    static final String COLUMN = "attributes";
    private static final byte[] COLUMN_UTF8 = COLUMN.getBytes(StandardCharsets.US_ASCII);

    private final int column;
    private final ColumnWriter writer;
    private final boolean required;
    private final FixedField[] homeless;
    private final byte[][] homelessKeys;
    private final FactAttributes facts;
    private final Entries fields = new Entries();
    private final Entries all = new Entries();
    private ValueView spare = new ValueView();

    /**
     * Creates it.
     *
     * @param homeless fixed fields without a column
     * @param keys what each of them is called here
     * @param facts facts without a column
     */
    CatchAll(
            int column,
            ColumnWriter writer,
            boolean required,
            List<FixedField> homeless,
            byte[][] keys,
            FactAttributes facts) {
        this.column = column;
        this.writer = writer;
        this.required = required;
        this.homeless = homeless.toArray(new FixedField[0]);
        this.homelessKeys = keys;
        this.facts = facts;
    }

    static boolean is(Column column) {
        ColumnType type = column.type();
        return column.name().equalsIgnoreCase(COLUMN)
                && (type.kind() == ColumnType.Kind.VARIANT
                        || (type.kind() == ColumnType.Kind.MAP
                                && type.key().type().kind() == ColumnType.Kind.STRING
                                && (type.value().type().kind() == ColumnType.Kind.STRING
                                        || type.value().type().kind() == ColumnType.Kind.VARIANT)));
    }

    /** Marks, by ordinal, the fixed fields that are looked for when the column is written. */
    @SuppressWarnings("EnumOrdinal")
    void markHomeless(boolean[] fields) {
        for (FixedField field : homeless) {
            fields[field.ordinal()] = true;
        }
    }

    /** Whether an entry with this key can be written by itself: all are texts, and nothing else ever has this key. */
    boolean isFree(byte[] bytes, int from, int to) {
        boolean free = writer instanceof MapWriter && ((MapWriter) writer).ofTexts() && !facts.has(bytes, from, to);
        for (byte[] key : homelessKeys) {
            free &= !Arrays.equals(key, 0, key.length, bytes, from, to);
        }
        return free;
    }

    int column() {
        return column;
    }

    void begin() {
        fields.clear();
        all.clear();
    }

    /** Takes a field without a column, and gives another view back. */
    ValueView swapIn(ValueView field) {
        return fields.swapIn(field);
    }

    void write(EventScan scan, @Nullable ValueView own, RowContext cx) {
        write(merged(scan, own, cx), cx);
    }

    /** The fields, behind what comes before them. */
    private Entries merged(EventScan scan, @Nullable ValueView own, RowContext cx) {
        for (int i = 0; i < homeless.length; i++) {
            ValueView value = scan.get(homeless[i]);
            if (value != null) {
                add(value, homelessKeys[i]);
            }
        }
        if (own != null && own.kind == ValueView.MAP) {
            all.readMap(own, cx.in);
        } else if (own != null && own.kind != ValueView.NULL) {
            add(own, COLUMN_UTF8);
        }
        if (all.size() == 0) {
            return fields;
        }
        for (int i = 0; i < fields.size(); i++) {
            add(fields.get(i), null);
        }
        return all;
    }

    private void write(Entries entries, RowContext cx) {
        if (writer instanceof MapWriter) {
            ((MapWriter) writer).attributes(entries, cx);
            facts.write(entries, true, cx.out());
        } else if (entries.size() > 0 || !facts.isEmpty() || required) {
            RowBuffer out = cx.out();
            writer.tag(out);
            int start = out.begin();
            out.put('{');
            boolean some = JsonText.members(entries, cx, 0, COLUMN, true);
            facts.write(entries, !some, out);
            out.put('}');
            out.end(start);
        }
    }

    private void add(ValueView value, byte @Nullable [] name) {
        spare.copy(value);
        if (name != null) {
            spare.name(name);
        }
        spare = all.swapIn(spare);
    }
}

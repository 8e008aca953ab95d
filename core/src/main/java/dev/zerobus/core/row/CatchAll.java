// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import java.nio.charset.StandardCharsets;
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
        for (int i = 0; i < fields.size(); i++) {
            add(fields.get(i), null);
        }
        if (writer instanceof MapWriter) {
            ((MapWriter) writer).attributes(all, cx);
            facts.write(all, true, cx.out());
        } else if (all.size() > 0 || !facts.isEmpty() || required) {
            RowBuffer out = cx.out();
            writer.tag(out);
            int start = out.begin();
            out.put('{');
            boolean some = JsonText.members(all, cx, 0, COLUMN, true);
            facts.write(all, !some, out);
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

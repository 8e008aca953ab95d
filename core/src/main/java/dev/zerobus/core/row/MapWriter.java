// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** MAP takes maps whose keys and values fit; keys of other types than STRING are read from their text. */
final class MapWriter extends ColumnWriter {

    private final ColumnWriter key;
    private final ColumnWriter value;
    private final boolean nullsAreJson;
    private final Entries entries = new Entries();

    MapWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
        this.key = of(path + ".key", type.key().type(), 1);
        this.value = of(path + ".value", type.value().type(), 2);
        this.nullsAreJson = type.value().type().kind() == ColumnType.Kind.VARIANT;
    }

    @Override
    void write(ValueView v, RowContext cx) {
        if (v.kind != ValueView.MAP) {
            throw unfit(v, "send a map");
        }
        entries.clear();
        entries.readMap(v, cx.in);
        for (int i = 0; i < entries.size(); i++) {
            ValueView entry = entries.get(i);
            if (entry.kind == ValueView.NULL && !nullsAreJson) {
                throw value.unfit(entry, "maps have no nulls on the wire; leave it out, or make the column VARIANT");
            }
            entry(entry, cx);
        }
    }

    /** Whether keys and values are texts. */
    boolean ofTexts() {
        return key instanceof StringWriter && value instanceof StringWriter;
    }

    /** Writes the entries; one without a value is left out. */
    void attributes(Entries attributes, RowContext cx) {
        for (int i = 0; i < attributes.size(); i++) {
            ValueView entry = attributes.get(i);
            if (entry.kind != ValueView.NULL || nullsAreJson) {
                entry(entry, cx);
            }
        }
    }

    private void entry(ValueView entry, RowContext cx) {
        RowBuffer out = cx.out();
        tag(out);
        int start = out.begin();
        cx.key.span(ValueView.STRING, entry.nameBytes, entry.nameFrom, entry.nameTo);
        key.write(cx.key, cx);
        value.write(entry, cx);
        out.end(start);
    }
}

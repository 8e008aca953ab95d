// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** STRUCT takes maps: entries go to the fields of their names; one without a field is reported and left out. */
final class StructWriter extends ColumnWriter {

    private final Slots fields;
    private ValueView spare = new ValueView();

    StructWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
        this.fields = new Slots(type.fields(), path + '.');
    }

    @Override
    void write(ValueView v, RowContext cx) {
        if (v.kind != ValueView.MAP) {
            throw unfit(v, "send a map with the fields' names as keys");
        }
        read(v, cx);
        RowBuffer out = cx.out();
        tag(out);
        int start = out.begin();
        for (int i = 0; i < fields.count(); i++) {
            fields.write(i, fields.get(i), cx);
        }
        out.end(start);
    }

    private void read(ValueView v, RowContext cx) {
        fields.begin();
        int at = v.from;
        while (at < v.to) {
            cx.in.over(v.bytes, at, v.to);
            at = ListWalk.next(cx.in, spare);
            if (at < 0) {
                return;
            }
            int index = fields.find(spare);
            if (index < 0) {
                cx.unknown.report(path, spare);
            } else {
                spare = fields.swapIn(index, spare);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** ARRAY takes lists whose elements fit. On the wire a list without elements is no different from none. */
final class ArrayWriter extends ColumnWriter {

    private final ColumnWriter element;
    private final ValueView view = new ValueView();

    ArrayWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
        this.element = of(path + ".element", type.element().type(), number);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        if (v.kind != ValueView.LIST) {
            throw unfit(v, "send a list or an array");
        }
        int at = v.from;
        while (at < v.to) {
            cx.in.over(v.bytes, at, v.to);
            at = ListWalk.next(cx.in, view);
            if (at < 0) {
                return;
            }
            if (view.kind == ValueView.NULL) {
                throw element.unfit(view, "lists have no nulls on the wire; leave it out, or make the column VARIANT");
            }
            element.write(view, cx);
        }
    }
}

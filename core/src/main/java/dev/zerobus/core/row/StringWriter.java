// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** STRING takes everything: text as it is, other scalars as JSON writes them without quotes, lists and maps as JSON. */
final class StringWriter extends ColumnWriter {

    StringWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        RowBuffer out = cx.out();
        tag(out);
        if (v.kind == ValueView.STRING) {
            out.varint32(v.length());
            cx.putText(v.bytes, v.from, v.to);
        } else {
            int start = out.begin();
            JsonText.write(v, cx, 0, true, path);
            out.end(start);
        }
    }
}

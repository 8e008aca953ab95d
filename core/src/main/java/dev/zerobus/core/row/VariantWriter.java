// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** VARIANT takes everything, as JSON. A text becomes a JSON string: it is not parsed, even if it holds JSON. */
final class VariantWriter extends ColumnWriter {

    VariantWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        RowBuffer out = cx.out();
        tag(out);
        int start = out.begin();
        JsonText.write(v, cx, 0, false, path);
        out.end(start);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** BINARY takes bytes only: of a text nobody knows whether it is UTF-8 or base64. */
final class BinaryWriter extends ColumnWriter {

    BinaryWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        if (v.kind != ValueView.BYTES) {
            throw unfit(v, "send a byte array");
        }
        RowBuffer out = cx.out();
        tag(out);
        out.varint32(v.length());
        out.put(v.bytes, v.from, v.length());
    }
}

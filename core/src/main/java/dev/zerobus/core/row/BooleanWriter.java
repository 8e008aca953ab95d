// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** BOOLEAN takes booleans, and the texts true and false. */
final class BooleanWriter extends ColumnWriter {

    BooleanWriter(String path, ColumnType type, int number) {
        super(path, type, number, VARINT);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        boolean value;
        if (v.kind == ValueView.BOOL) {
            value = v.number != 0;
        } else if (v.kind == ValueView.STRING && is(v, "true")) {
            value = true;
        } else if (v.kind == ValueView.STRING && is(v, "false")) {
            value = false;
        } else {
            throw unfit(v, "send a boolean, or the text true or false");
        }
        tag(cx.out());
        cx.out().put(value ? 1 : 0);
    }

    private static boolean is(ValueView v, String word) {
        if (v.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((v.bytes[v.from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

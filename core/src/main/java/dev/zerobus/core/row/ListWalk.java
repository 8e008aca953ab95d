// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/** Walks over the values of a {@code ListValue} or {@code MapValue}, in both of which they are field 1. Stateless. */
final class ListWalk {

    private static final int VALUES_TAG = 1 << 3 | 2;

    private ListWalk() {}

    /**
     * Reads the next value; the cursor stands before it and its limit is the end of the list.
     *
     * @return where the one after it begins, or -1 if there was none
     */
    static int next(Cursor in, ValueView into) {
        int end = in.limit;
        while (in.more()) {
            int tag = in.tag();
            if (tag == VALUES_TAG) {
                int length = in.length();
                int after = in.at + length;
                in.limit = after;
                into.read(in);
                in.limit = end;
                return after;
            }
            in.skip(tag);
        }
        return -1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;

/** Reports unknown fields by name without making a string each time; knows so many names and no more. Owned by one thread. */
final class UnknownNames {

    /** A longer name is reported as one of the others. */
    private static final int MAX_NAME_BYTES = 256;

    /** An event with more of them is written on the long way. */
    private static final int MOST_HELD = 32;

    private final UnknownFields listener;
    private final NameTable table = new NameTable(UnknownFields.MAX_NAMES);
    private final String[] names = new String[UnknownFields.MAX_NAMES];
    private final String[] held = new String[MOST_HELD];
    /** How many are held back; -1 while each is reported at once. */
    private int heldBack = -1;

    UnknownNames(UnknownFields listener) {
        this.listener = listener;
    }

    /** Holds back what is reported from now on, until {@link #release} or {@link #forget}. */
    void hold() {
        heldBack = 0;
    }

    /** Reports what was held back. */
    void release() {
        int count = heldBack;
        heldBack = -1;
        for (int i = 0; i < count; i++) {
            listener.unknownField(held[i]);
        }
    }

    /** Forgets what was held back. */
    void forget() {
        heldBack = -1;
    }

    private void tell(String name) {
        if (heldBack < 0) {
            listener.unknownField(name);
        } else if (heldBack < held.length) {
            held[heldBack++] = name;
        } else {
            throw RowFailure.unreadable(); // too many to hold back
        }
    }

    void report(ValueView field) {
        report("", field);
    }

    /** Reports a field of the STRUCT at this path. */
    void report(String path, ValueView field) {
        if (field.nameTo - field.nameFrom > MAX_NAME_BYTES) {
            tell(UnknownFields.OTHERS);
        } else if (path.isEmpty()) {
            report(field.nameBytes, field.nameFrom, field.nameTo);
        } else {
            byte[] full =
                    (path + '.' + text(field.nameBytes, field.nameFrom, field.nameTo)).getBytes(StandardCharsets.UTF_8);
            report(full, 0, full.length);
        }
    }

    private void report(byte[] utf8, int from, int to) {
        int index = table.find(utf8, from, to);
        if (index < 0) {
            if (table.full()) {
                tell(UnknownFields.OTHERS);
                return;
            }
            String name = text(utf8, from, to); // first: a name without its text would never be told
            index = table.add(utf8, from, to);
            names[index] = name;
        }
        tell(names[index]);
    }

    private static String text(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }
}

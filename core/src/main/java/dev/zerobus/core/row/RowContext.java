// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/** What the writers of one plan share while a row is written. Owned by one thread. */
final class RowContext {

    /** Deeper values are refused: JSON parsers have their bounds as well. */
    static final int MAX_DEPTH = 64;

    final Cursor in = new Cursor();
    final NumberText numbers = new NumberText();
    final IsoText iso = new IsoText();
    final UnknownNames unknown;
    /** A map's key on its way to its writer. */
    final ValueView key = new ValueView();

    private final ValueView[] views = new ValueView[MAX_DEPTH];
    private final Entries[] entries = new Entries[MAX_DEPTH];
    private RowBuffer out = new RowBuffer(0);

    RowContext(UnknownNames unknown) {
        this.unknown = unknown;
    }

    void begin(RowBuffer target) {
        out = target;
    }

    RowBuffer out() {
        return out;
    }

    /** A view for walking over a list at this depth of JSON. */
    ValueView view(int depth) {
        if (views[depth] == null) {
            views[depth] = new ValueView();
        }
        return views[depth];
    }

    /** Entries of a map at this depth of JSON. */
    Entries entries(int depth) {
        if (entries[depth] == null) {
            entries[depth] = new Entries();
        }
        entries[depth].clear();
        return entries[depth];
    }

    /** A text from the event, which has to be UTF-8, as it is. */
    void putText(byte[] bytes, int from, int to) {
        if (!Utf8.isValid(bytes, from, to)) {
            throw RowFailure.unreadable();
        }
        out.put(bytes, from, to - from);
    }
}

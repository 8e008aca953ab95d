// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

/** Memory for a text that is made anew for each event, so that it allocates nothing. Owned by one thread at a time. */
public final class ReusedText {

    /** A longer text's memory is not kept: one huge message must not hold it for ever. In characters. */
    static final int KEPT_CHARS = 64 << 10;

    private static final int FIRST_CHARS = 512;

    private StringBuilder text = new StringBuilder(FIRST_CHARS);

    /** Makes memory for a line. */
    public ReusedText() {}

    /**
     * Lends the memory.
     *
     * @return empty, unless somebody has written to it since the last {@link #clear}
     */
    public StringBuilder get() {
        return text;
    }

    /** Empties it. */
    public void clear() {
        text.setLength(0);
        if (text.capacity() > KEPT_CHARS) {
            shrink();
        }
    }

    private void shrink() {
        try {
            text = new StringBuilder(FIRST_CHARS);
        } catch (OutOfMemoryError full) {
            // the next event has the large one as well: this one must not be lost for that
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import org.jspecify.annotations.Nullable;

/**
 * A text of an event that is often the very same string as last time, with the bytes of its whole field. Owned by one thread at
 * a time.
 */
class RepeatedText {

    /** How often the value may be another one, after it was the same twice in a row ... */
    static final int MOST_VALUES = 64;

    /** ... and in how many events behind one another it must have been the same after that. */
    static final int LONG_RUN = 64;

    private static final byte[] NONE = new byte[0];

    /** The text that was its value twice in a row, and the whole field with it; longer than {@link #wholeSize}. */
    @Nullable
    String value;

    byte[] whole = NONE;
    int wholeSize;
    private final int longest;
    private int sighted;
    private int run;
    private int left = MOST_VALUES;

    /** Remembers fields of up to so many bytes, none if that is 0. */
    RepeatedText(int longest) {
        this.longest = longest;
    }

    /** The field was written with a value that is not the known one; {@code key} is what {@link KnownTexts#key} says of it. */
    final void met(String text, int key, byte[] from, int at, int end) {
        if (sighted != key) {
            sighted = key;
            run = 0;
        } else if (++run >= (left > 0 ? 1 : LONG_RUN) && end - at <= longest) {
            run = 0;
            left = Math.max(0, left - 1);
            value = null; // a stack that ends in between must not leave it with another one's bytes
            if (whole.length == 0 && !makeRoom()) {
                return;
            }
            System.arraycopy(from, at, whole, 0, end - at);
            wholeSize = end - at;
            value = text;
        }
    }

    /** Returns false if there is no memory: the field is written, and remembered some other time. */
    private boolean makeRoom() {
        try {
            whole = new byte[longest];
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }
}

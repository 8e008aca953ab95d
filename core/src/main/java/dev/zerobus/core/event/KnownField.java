// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import org.jspecify.annotations.Nullable;

/**
 * How a field of one name is written, as {@link KnownFields} remembers it, or one of an event's own fields, as {@link TextEncoder}
 * does. Owned by one thread at a time.
 */
final class KnownField {

    /** Longer ones are not worth it. */
    static final int LONGEST_BYTES = 64;

    /** The same for an event's own fields, of which there are few: templates of messages may be that long. */
    static final int LONGEST_OWN_BYTES = 192;

    /** How often the value may be another one, after it was the same twice in a row ... */
    static final int MOST_VALUES = 64;

    /** ... and in how many events behind one another it must have been the same after that. */
    static final int LONG_RUN = 64;

    private static final byte[] NONE = new byte[0];

    final @Nullable String name;
    final int index;
    /** Tag of the field, room for a length of one byte, and the name with its own tag and length; longer than {@link #size}. */
    final byte[] begun;

    final int size;
    /** The index of what came behind it last time. */
    int follower;

    /** The text that was its value twice in a row, and the whole field with it; longer than {@link #wholeSize}. */
    @Nullable
    String value;

    byte[] whole = NONE;
    int wholeSize;
    private final int longest;
    private int sighted;
    private int run;
    private int left = MOST_VALUES;

    /** One of an event's own fields. */
    KnownField() {
        this("", 0, NONE, 0, 0, LONGEST_OWN_BYTES);
    }

    KnownField(@Nullable String name, int index, byte[] from, int at, int size) {
        this(name, index, from, at, size, LONGEST_BYTES);
    }

    private KnownField(@Nullable String name, int index, byte[] from, int at, int size, int longest) {
        this.longest = longest;
        this.name = name;
        this.index = index;
        this.begun = new byte[Math.max(2 * Long.BYTES, size)];
        this.size = size;
        System.arraycopy(from, at, begun, 0, size);
    }

    /** The field was written with a value that is not the known one; {@code key} is what {@link KnownTexts#key} says of it. */
    void met(String text, int key, byte[] from, int at, int end) {
        if (name == null) {
            return; // of such a one nothing is known
        }
        if (sighted != key) {
            sighted = key;
            run = 0;
        } else if (++run >= (left > 0 ? 1 : LONG_RUN) && end - at <= longest) {
            run = 0;
            left = Math.max(0, left - 1);
            value = null; // a stack that ends in between must not leave it with another one's bytes
            if (whole.length == 0) {
                whole = new byte[longest];
            }
            System.arraycopy(from, at, whole, 0, end - at);
            wholeSize = end - at;
            value = text;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import org.jspecify.annotations.Nullable;

/** How a field of one name is written, as {@link KnownFields} remembers it. Owned by one thread at a time. */
final class KnownField extends RepeatedText {

    /** Longer ones are not worth it. */
    static final int LONGEST_BYTES = 64;

    /** Null for what stands where no field is known. */
    final @Nullable String name;

    final int index;
    /** Tag of the field, room for a length of one byte, and the name with its own tag and length; longer than {@link #size}. */
    final byte[] begun;

    final int size;
    /** The index of what came behind it last time. */
    int follower;

    KnownField(@Nullable String name, int index, byte[] from, int at, int size) {
        super(name == null ? 0 : LONGEST_BYTES);
        this.name = name;
        this.index = index;
        this.begun = new byte[Math.max(2 * Long.BYTES, size)];
        this.size = size;
        System.arraycopy(from, at, begun, 0, size);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.jspecify.annotations.Nullable;

/** What a mapper borrows for one event, so that it allocates nothing. Owned by one thread at a time. */
final class MapperMemory {

    /** Longer buffers are not kept: one huge message must not hold memory for ever. */
    private static final int KEPT_CHARS = 64 << 10;

    private static final int FIRST_CHARS = 512;

    final ContextEntries context = new ContextEntries();

    /** What the event says, often what is in the buffer. */
    @Nullable
    CharSequence message;

    private StringBuilder text = new StringBuilder(FIRST_CHARS);

    /** Empty when it is borrowed. */
    StringBuilder text() {
        return text;
    }

    void clear() {
        message = null;
        if (text.capacity() > KEPT_CHARS) {
            text = new StringBuilder(FIRST_CHARS);
        } else {
            text.setLength(0);
        }
    }
}

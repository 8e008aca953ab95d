// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.ReusedText;
import org.jspecify.annotations.Nullable;

/** What a mapper borrows for one event, so that it allocates nothing. Owned by one thread at a time. */
final class MapperMemory {

    final ContextEntries context = new ContextEntries();
    final TemplateMessage template = new TemplateMessage();

    /** What the event says, often what is in the buffer; nothing if it is a template's. */
    @Nullable
    CharSequence message;

    /** Whether {@link #message} is what the event says. */
    boolean formatted;

    private final ReusedText text = new ReusedText();

    /** Empty when it is borrowed. */
    StringBuilder text() {
        return text.get();
    }

    void clear() {
        message = null;
        formatted = false;
        template.clear();
        text.clear();
    }
}

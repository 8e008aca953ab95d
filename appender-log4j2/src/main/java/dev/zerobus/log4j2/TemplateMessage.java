// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogWriter;
import dev.zerobus.core.log.PlainArguments;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterConsumer;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableParameterizedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Template and arguments of a message that need not be formatted first, because its arguments are plain: no code of the
 * application's runs when the event is written. Owned by one thread at a time; cleared after each event.
 *
 * <p>Only messages of these two classes are what their template says. An event that Log4j uses again is a message itself, which
 * is formatted already, and an object that is logged is template and argument of it at once.
 */
final class TemplateMessage {

    /** A message with more of them is formatted. */
    static final int MOST_ARGUMENTS = 16;

    private static final ParameterConsumer<TemplateMessage> ARGUMENT = (value, index, to) -> to.add(value);

    private final @Nullable Object[] arguments = new Object[MOST_ARGUMENTS];
    private int count;
    private boolean plain;

    /** Null if the message is not one of these. */
    private @Nullable String template;

    /** Returns whether the message of an event is one of these; {@link #write} writes it then, or leaves that to its text. */
    @SuppressWarnings("deprecation") // there is no other way to the template
    boolean take(LogEvent event) {
        Message message = event.getMessage();
        if (message == null) {
            return false;
        }
        Class<?> type = message.getClass();
        if (type == ParameterizedMessage.class) {
            take(event, (ParameterizedMessage) message);
        } else if (type == ReusableParameterizedMessage.class) {
            plain = true;
            ((ReusableParameterizedMessage) message).forEachParameter(ARGUMENT, this);
        }
        if (plain) {
            template = message.getFormat();
        }
        return template != null;
    }

    /** Behind a queue it was formatted before, and the array of its arguments may have been used again since. */
    private void take(LogEvent event, ParameterizedMessage message) {
        Object[] values = message.getParameters();
        if (values == null || event.getThreadId() != Thread.currentThread().getId()) {
            return;
        }
        plain = true;
        for (int i = 0; i < values.length && plain; i++) {
            add(values[i]);
        }
    }

    private void add(@Nullable Object value) {
        plain = plain && count < MOST_ARGUMENTS && PlainArguments.is(value);
        if (plain) {
            arguments[count++] = value;
        }
    }

    boolean isTaken() {
        return template != null;
    }

    /** Returns false if the message must be formatted all the same. */
    boolean write(LogWriter out) {
        return template != null && out.message(template, arguments, count);
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            arguments[i] = null;
        }
        count = 0;
        plain = false;
        template = null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.zerobus.core.log.LogWriter;
import dev.zerobus.core.log.PlainArguments;
import org.jspecify.annotations.Nullable;

/**
 * The text of messages that are easy to format: of arguments whose text is always the same and runs nobody's code. SLF4J
 * makes such a text with a builder, a map for each argument and a string; here it goes into the event's own bytes, or into memory
 * that is there already.
 *
 * <p>All else is Logback's to format, once, when the event is first asked: arguments that have code of the application's run
 * it once, however many appenders there are; arrays and mutable things show what they were when they were logged, also
 * behind a queue; and a class of somebody's own may show its message otherwise. Stateless; safe from any thread.
 */
final class MessageText {

    /** No arguments of any event. */
    static final @Nullable Object[] NOT_PLAIN = {};

    private static final String ANCHOR = "{}";
    private static final char ESCAPE = '\\';

    private MessageText() {}

    /**
     * Returns the arguments of an event whose text is not the event's to make, but for what is rare in a template; else {@link
     * #NOT_PLAIN}.
     */
    static @Nullable Object[] plainArguments(ILoggingEvent event) {
        if (event.getClass() != LoggingEvent.class) {
            return NOT_PLAIN;
        }
        Object[] arguments = event.getArgumentArray();
        boolean plain = arguments != null
                && event.getMessage() != null
                && PlainArguments.are(arguments, arguments.length)
                && isHere(event);
        return plain ? arguments : NOT_PLAIN;
    }

    /**
     * Whether an event is still on the thread that logged it. Behind a queue it was formatted before, and its arguments' array and its
     * exception may have been changed since.
     */
    static boolean isHere(ILoggingEvent event) {
        String name = Thread.currentThread().getName();
        // that of a thread without one is made up
        return !name.isEmpty() && name.equals(event.getThreadName());
    }

    /** Writes the message of an event with the {@link #plainArguments} that it has. */
    static void write(ILoggingEvent event, @Nullable Object[] plain, LogWriter out) {
        if (plain == NOT_PLAIN || !out.message(event.getMessage(), plain, plain.length)) {
            out.message(of(event, plain, out.text()));
        }
    }

    /**
     * Formats a message.
     *
     * @param plain its {@link #plainArguments}
     * @param buffer empty; what is returned may be in it
     * @return null if there is none
     */
    static @Nullable CharSequence of(ILoggingEvent event, @Nullable Object[] plain, StringBuilder buffer) {
        CharSequence text = plain == NOT_PLAIN ? null : format(event.getMessage(), plain, buffer);
        return text == null ? event.getFormattedMessage() : text;
    }

    /** Puts plain arguments into a template by SLF4J's rules; null where it has an anchor with an escape before it. */
    static @Nullable CharSequence format(String template, @Nullable Object[] arguments, StringBuilder to) {
        int from = 0;
        for (Object argument : arguments) {
            int anchor = template.indexOf(ANCHOR, from);
            if (anchor < 0) {
                break;
            }
            if (anchor > 0 && template.charAt(anchor - 1) == ESCAPE) {
                return null;
            }
            to.append(template, from, anchor);
            append(to, argument);
            from = anchor + ANCHOR.length();
        }
        return from == 0 ? template : to.append(template, from, template.length());
    }

    /** Numbers without a string of their own. */
    private static void append(StringBuilder to, @Nullable Object argument) {
        if (argument instanceof String) {
            to.append((String) argument);
        } else if (argument instanceof Integer) {
            to.append((int) argument);
        } else if (argument instanceof Long) {
            to.append((long) argument);
        } else if (argument instanceof Boolean) {
            to.append((boolean) argument);
        } else if (argument instanceof Double) {
            to.append((double) argument);
        } else if (argument instanceof Character) {
            to.append((char) argument);
        } else if (argument instanceof Float) {
            to.append((float) argument);
        } else {
            to.append(argument);
        }
    }
}

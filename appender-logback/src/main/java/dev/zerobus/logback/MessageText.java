// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of messages that are easy to format: of arguments whose text is always the same and runs nobody's code. SLF4J
 * makes such a text with a builder, a map for each argument and a string; here it goes into memory that is there already.
 *
 * <p>All else is Logback's to format, once, when the event is first asked: arguments that have code of the application's run
 * it once, however many appenders there are; arrays and mutable things show what they were when they were logged, also
 * behind a queue; and a class of somebody's own may show its message otherwise. Stateless; safe from any thread.
 */
final class MessageText {

    private static final String ANCHOR = "{}";
    private static final char ESCAPE = '\\';

    private MessageText() {}

    /** Whether {@link #of} will not ask the event for its text, but for what is rare in a template. */
    static boolean isPlain(ILoggingEvent event) {
        if (event.getClass() != LoggingEvent.class) {
            return false;
        }
        Object[] arguments = event.getArgumentArray();
        return arguments != null && event.getMessage() != null && arePlain(arguments) && isHere(event);
    }

    /** Behind a queue the event was formatted before, and the array of its arguments may have been used again since. */
    private static boolean isHere(ILoggingEvent event) {
        String name = Thread.currentThread().getName();
        // that of a thread without one is made up
        return !name.isEmpty() && name.equals(event.getThreadName());
    }

    private static boolean arePlain(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument != null && !isPlain(argument.getClass())) {
                return false;
            }
        }
        return true;
    }

    /** Final or asked for exactly: what extends them may show itself otherwise. */
    private static boolean isPlain(Class<?> type) {
        return type == String.class
                || type == Integer.class
                || type == Long.class
                || type == Boolean.class
                || type == Double.class
                || type == BigDecimal.class
                || type == UUID.class
                || type == Character.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || type == BigInteger.class;
    }

    /**
     * Formats a message.
     *
     * @param buffer empty; what is returned may be in it
     * @return null if there is none
     */
    static @Nullable CharSequence of(ILoggingEvent event, StringBuilder buffer) {
        CharSequence text = isPlain(event) ? format(event.getMessage(), event.getArgumentArray(), buffer) : null;
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

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of templates and arguments right into an event's bytes: the text is never made. Owned by one thread at a time.
 *
 * <p>It writes what is easy, and leaves the rest to whoever makes the text first: templates that it does not know yet, or that
 * {@linkplain MessageTemplate are not cut}; another number of arguments than of anchors, on which a framework may have something
 * to say; arguments of other classes than those whose text is always the same and runs no code of the application's; messages
 * that might have to be cut at a bound, and those that are redacted. So what it writes is always the whole message.
 */
public final class MessageEncoder {

    /** Instead of an index or a number of bytes: the text must be made. */
    private static final int NOT_OURS = -1;

    /** More than any limit, and sums of it do not overflow a {@code long}. */
    private static final long TOO_MUCH = Integer.MAX_VALUE;

    /** From here on the JVM's way of copying is faster. */
    private static final int MANY_BYTES = 48;

    private static final int FALSE_BYTES = 5;

    /** The most that a number with a point takes; 26 are possible. */
    private static final int FRACTION_BYTES = 32;

    private static final int UUID_BYTES = 36;

    /** What an amount takes besides its digits: sign, point, zeros or exponent. */
    private static final int BESIDE_DIGITS = 32;

    private final MessageTemplates templates = new MessageTemplates();

    /** For numbers that a builder shows without allocating a string. */
    private final StringBuilder number = new StringBuilder(FRACTION_BYTES);

    /** Makes one that knows no templates yet. */
    public MessageEncoder() {}

    /**
     * Writes a message, as {@link EventDraft#message} does with its text.
     *
     * @param draft what is written to; left as it is if this returns false
     * @param template the template; its text is remembered if it comes again
     * @param arguments the arguments of its anchors, in their order
     * @param count how many of them
     * @return whether the message is written; if not, the caller must make the text
     */
    public boolean write(EventDraft draft, String template, @Nullable Object[] arguments, int count) {
        if (draft.redactor != null) {
            return false;
        }
        MessageTemplate cut = known(template);
        return cut != null && cut.anchors() == count && write(draft, cut, arguments);
    }

    /** There may be no memory to remember a template: then the text is made, as of one that is seen for the first time. */
    private @Nullable MessageTemplate known(String template) {
        try {
            return templates.of(template);
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    private boolean write(EventDraft draft, MessageTemplate template, @Nullable Object[] arguments) {
        EventBytes out = draft.out;
        int mark = out.length;
        try {
            int most =
                    most(template, arguments, Math.min(draft.texts.textBytes, out.room() - TextEncoder.OVERHEAD_BYTES));
            if (most == NOT_OURS) {
                return false;
            }
            out.scratch(TextEncoder.OVERHEAD_BYTES + most + MessageTemplate.SLACK_BYTES);
            int begin = out.open(EventTags.EVENT_MESSAGE, most);
            int end = write(template, arguments, out.array, begin, draft.texts.scratch);
            // more only if somebody has changed the array meanwhile
            boolean written = end >= begin && end - begin <= most;
            out.length = written ? end : mark;
            if (written) {
                out.close(begin, most);
            }
            return written;
        } catch (RuntimeException | Error e) {
            // an array that is shorter than was said, or has changed; or the end of memory or stack, which the text
            // meets too
            out.length = mark;
            return false;
        }
    }

    /** The most bytes that the message takes; {@link #NOT_OURS} if that may be more than the limit, or is not known. */
    private static int most(MessageTemplate template, @Nullable Object[] arguments, int limit) {
        long most = template.bytes();
        for (int i = template.anchors() - 1; i >= 0; i--) {
            most += most(arguments[i]);
        }
        return most <= limit ? (int) most : NOT_OURS;
    }

    /** The most bytes that an argument takes; of one that is not ours too much. */
    private static long most(@Nullable Object argument) {
        if (argument == null) {
            return Integer.BYTES;
        }
        Class<?> type = argument.getClass();
        if (type == String.class) {
            return (long) Utf8.MAX_BYTES_PER_CHAR * ((String) argument).length();
        }
        if (type == Long.class) {
            return Digits.LONG_BYTES;
        }
        if (type == Integer.class || type == Short.class || type == Byte.class) {
            return Digits.INT_BYTES;
        }
        if (type == Boolean.class || type == Character.class) {
            return FALSE_BYTES;
        }
        if (type == Double.class || type == Float.class) {
            return FRACTION_BYTES;
        }
        return mostOfRare(argument, type);
    }

    private static long mostOfRare(Object argument, Class<?> type) {
        if (type == BigDecimal.class) {
            return (long) ((BigDecimal) argument).precision() + BESIDE_DIGITS;
        }
        if (type == UUID.class) {
            return UUID_BYTES;
        }
        if (type == BigInteger.class) {
            // three bits are less than a digit
            return ((BigInteger) argument).bitLength() / 3L + BESIDE_DIGITS;
        }
        return TOO_MUCH;
    }

    private int write(MessageTemplate template, @Nullable Object[] arguments, byte[] to, int at, CharScratch scratch) {
        byte[] utf8 = template.utf8;
        int[] ends = template.ends;
        int next = at;
        int from = 0;
        for (int i = 0; i < ends.length - 1; i++) {
            int end = ends[i];
            copy(utf8, from, to, next, end - from);
            next = write(arguments[i], to, next + end - from, scratch);
            if (next < 0) {
                return NOT_OURS;
            }
            from = end;
        }
        int rest = ends[ends.length - 1] - from;
        copy(utf8, from, to, next, rest);
        return next + rest;
    }

    /** A few bytes at once, and a few too many: what is behind them is written after them. */
    private static void copy(byte[] from, int begin, byte[] to, int at, int bytes) {
        if (bytes > MANY_BYTES) {
            System.arraycopy(from, begin, to, at, bytes);
            return;
        }
        for (int i = 0; i < bytes; i += Long.BYTES) {
            KnownTexts.LONG.set(to, at + i, (long) KnownTexts.LONG.get(from, begin + i));
        }
    }

    /** Returns the index behind, or {@link #NOT_OURS} for what is not ours. */
    private int write(@Nullable Object argument, byte[] to, int at, CharScratch scratch) {
        if (argument == null) {
            return ascii("null", to, at);
        }
        Class<?> type = argument.getClass();
        if (type == String.class) {
            return text((String) argument, to, at, scratch);
        }
        if (type == Long.class) {
            return Digits.write((long) argument, to, at);
        }
        if (type == Integer.class) {
            return Digits.write((int) argument, to, at);
        }
        return rare(argument, type, to, at);
    }

    /** Half a character at an end would be a whole one together with what stands beside. */
    private static int text(String text, byte[] to, int at, CharScratch scratch) {
        int chars = text.length();
        int next = Utf8.encode(text, 0, chars, to, at, scratch);
        boolean isAscii = next - at == chars;
        boolean isHalved = !isAscii
                && (Character.isLowSurrogate(text.charAt(0)) || Character.isHighSurrogate(text.charAt(chars - 1)));
        return isHalved ? NOT_OURS : next;
    }

    private int rare(Object argument, Class<?> type, byte[] to, int at) {
        if (type == Boolean.class) {
            return ascii((boolean) argument ? "true" : "false", to, at);
        }
        if (type == Short.class || type == Byte.class) {
            return Digits.write(((Number) argument).intValue(), to, at);
        }
        if (type == Character.class) {
            char c = (char) argument;
            return Character.isSurrogate(c) ? NOT_OURS : Utf8.put(c, to, at);
        }
        if (type == Double.class || type == Float.class) {
            return fraction((Number) argument, type, to, at);
        }
        if (type == BigDecimal.class || type == UUID.class || type == BigInteger.class) {
            return ascii(argument.toString(), to, at);
        }
        return NOT_OURS;
    }

    private int fraction(Number value, Class<?> type, byte[] to, int at) {
        number.setLength(0);
        if (type == Double.class) {
            number.append(value.doubleValue());
        } else {
            number.append(value.floatValue());
        }
        int next = at;
        for (int i = 0; i < number.length(); i++) {
            to[next++] = (byte) number.charAt(i);
        }
        return next;
    }

    private static int ascii(String text, byte[] to, int at) {
        return Utf8.encode(text, 0, text.length(), to, at);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Text to UTF-8 without allocation, always valid: a surrogate without its other half becomes U+FFFD. Stateless.
 *
 * <p>One copy for {@link String} and one for any other {@link CharSequence}, because reading a string's characters is only
 * fast where the compiler knows that it is one. The target must have room for three bytes a character. For longer texts a
 * scratch array is filled first, which the JVM does many characters at a time.
 */
final class Utf8 {

    /** The most bytes that one {@code char} can take. */
    static final int MAX_BYTES_PER_CHAR = 3;

    /** From here on it is faster to copy the characters out of a string first than to ask for each. */
    private static final int MANY_CHARS = 20;

    static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** Writes characters {@code from} to {@code end}; returns the index behind the last byte. */
    static int encode(String text, int from, int end, byte[] to, int at) {
        int next = at;
        int i = from;
        for (; i + 4 <= end; i += 4) {
            char c0 = text.charAt(i);
            char c1 = text.charAt(i + 1);
            char c2 = text.charAt(i + 2);
            char c3 = text.charAt(i + 3);
            if ((c0 | c1 | c2 | c3) >= 0x80) {
                break;
            }
            to[next] = (byte) c0;
            to[next + 1] = (byte) c1;
            to[next + 2] = (byte) c2;
            to[next + 3] = (byte) c3;
            next += 4;
        }
        while (i < end) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                break;
            }
            to[next++] = (byte) c;
            i++;
        }
        while (i < end) {
            char c = text.charAt(i++);
            if (Character.isHighSurrogate(c) && i < end && Character.isLowSurrogate(text.charAt(i))) {
                next = put(Character.toCodePoint(c, text.charAt(i++)), to, next);
            } else {
                next = put(Character.isSurrogate(c) ? REPLACEMENT : c, to, next);
            }
        }
        return next;
    }

    /** The same for long texts: characters are copied out of the string as many at once as the array takes. */
    static int encode(String text, int from, int end, byte[] to, int at, CharScratch scratch) {
        if (end - from < MANY_CHARS) {
            return encode(text, from, end, to, at);
        }
        int next = at;
        int i = from;
        while (i < end) {
            int count = Math.min(end - i, scratch.chars.length);
            text.getChars(i, i + count, scratch.chars, 0);
            if (!scratch.narrow(count, to, next)) {
                return encode(text, i, end, to, next);
            }
            next += count;
            i += count;
        }
        return next;
    }

    /** The same for a builder, which may change meanwhile. */
    static int encode(StringBuilder text, int from, int end, byte[] to, int at, CharScratch scratch) {
        int next = at;
        int i = from;
        while (i < end) {
            int count = Math.min(end - i, scratch.chars.length);
            text.getChars(i, i + count, scratch.chars, 0);
            if (!scratch.narrow(count, to, next)) {
                return encode((CharSequence) text, i, end, to, next);
            }
            next += count;
            i += count;
        }
        return next;
    }

    /** The same for text of any kind, which may change or throw while it is read. */
    static int encode(CharSequence text, int from, int end, byte[] to, int at) {
        int next = at;
        int i = from;
        while (i < end) {
            char c = text.charAt(i++);
            if (c < 0x80) {
                to[next++] = (byte) c;
                continue;
            }
            // Read once: the text may answer differently when asked again.
            char low = Character.isHighSurrogate(c) && i < end ? text.charAt(i) : 0;
            if (Character.isLowSurrogate(low)) {
                i++;
                next = put(Character.toCodePoint(c, low), to, next);
            } else {
                next = put(Character.isSurrogate(c) ? REPLACEMENT : c, to, next);
            }
        }
        return next;
    }

    /** The code point of a character that stands alone. */
    static int valid(char c) {
        return Character.isSurrogate(c) ? REPLACEMENT : c;
    }

    static int put(int codePoint, byte[] to, int at) {
        int next = at;
        if (codePoint < 0x80) {
            to[next++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[next++] = (byte) (0xC0 | (codePoint >>> 6));
            to[next++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            to[next++] = (byte) (0xE0 | (codePoint >>> 12));
            to[next++] = (byte) (0x80 | ((codePoint >>> 6) & 0x3F));
            to[next++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            to[next++] = (byte) (0xF0 | (codePoint >>> 18));
            to[next++] = (byte) (0x80 | ((codePoint >>> 12) & 0x3F));
            to[next++] = (byte) (0x80 | ((codePoint >>> 6) & 0x3F));
            to[next++] = (byte) (0x80 | (codePoint & 0x3F));
        }
        return next;
    }

    /** The last place at or before {@code at}, but not before {@code begin}, where a character begins. */
    static int boundary(byte[] bytes, int begin, int at) {
        int place = at;
        while (place > begin && (bytes[place] & 0xC0) == 0x80) {
            place--;
        }
        return place;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Text to UTF-8 without allocation, always valid: a surrogate without its other half becomes U+FFFD. Stateless.
 *
 * <p>One copy for {@link String} and one for any other {@link CharSequence}, because reading a string's characters is only
 * fast where the compiler knows that it is one. The target must have room for three bytes a character.
 */
final class Utf8 {

    /** The most bytes that one {@code char} can take. */
    static final int MAX_BYTES_PER_CHAR = 3;

    static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** Writes characters {@code from} to {@code end}; returns the index behind the last byte. */
    static int encode(String text, int from, int end, byte[] to, int at) {
        int next = at;
        int i = from;
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

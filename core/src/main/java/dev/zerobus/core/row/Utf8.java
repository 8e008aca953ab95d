// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/** Checks UTF-8 as protobuf parsers do: no overlong forms, no surrogates, nothing beyond U+10FFFF. Stateless. */
final class Utf8 {

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = ascii(bytes, at, to);
            } else {
                int width = sequence(bytes, at, to);
                if (width == 0) {
                    return false;
                }
                at += width;
            }
        }
        return true;
    }

    /** Returns where the ASCII that begins here ends. */
    static int ascii(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= 8 && ((long) LittleEndian.LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += 8;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Returns the width of a sequence of more than one byte, 0 if it is none. */
    private static int sequence(byte[] bytes, int at, int to) {
        int b = bytes[at] & 0xFF;
        int width = b < 0xC2 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
        if (width == 0 || width > to - at) {
            return 0;
        }
        for (int i = 1; i < width; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean bad = (b == 0xE0 && second < 0xA0)
                || (b == 0xED && second > 0x9F)
                || (b == 0xF0 && second < 0x90)
                || (b == 0xF4 && second > 0x8F);
        return bad ? 0 : width;
    }
}

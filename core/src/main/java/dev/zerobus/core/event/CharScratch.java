// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Characters on their way from a text to UTF-8: copied out of it many at once, and if they are ASCII, into the target many at
 * once. Long pieces go through the JDK's encoder of ISO 8859-1, whose loop the JVM replaces by vector instructions: twice as
 * fast for a thousand characters. Allocates nothing but when the target is another array. Owned by one thread at a time.
 */
final class CharScratch {

    /** From here on the encoder is faster than a loop. */
    private static final int MANY_CHARS = 64;

    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] NONE = {};
    private static final ByteBuffer NO_TARGET = ByteBuffer.wrap(NONE);

    final char[] chars;
    private final CharBuffer source;
    private final CharsetEncoder narrowing = StandardCharsets.ISO_8859_1.newEncoder();
    private byte[] wrapped = NONE;
    private ByteBuffer target = NO_TARGET;

    CharScratch(int size) {
        chars = new char[size];
        source = CharBuffer.wrap(chars);
    }

    /** Lets go of the last target, which may be large. */
    void forget() {
        wrapped = NONE;
        target = NO_TARGET;
    }

    /** Returns false if the first so many are not all ASCII; what it has written is to be written over then. */
    boolean narrow(int count, byte[] to, int at) {
        return count < MANY_CHARS ? few(count, to, at) : many(count, to, at);
    }

    private boolean few(int count, byte[] to, int at) {
        char[] from = chars;
        int all = 0;
        for (int i = 0; i < count; i++) {
            char c = from[i];
            all |= c;
            to[at + i] = (byte) c;
        }
        return all < 0x80;
    }

    private boolean many(int count, byte[] to, int at) {
        ByteBuffer out = target;
        if (wrapped != to) {
            out = ByteBuffer.wrap(to);
            target = out;
            wrapped = to;
        }
        source.clear().limit(count);
        out.clear().position(at);
        narrowing.encode(source, out, true);
        return !source.hasRemaining() && isAscii(to, at, at + count);
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        long all = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            all |= (long) KnownTexts.LONG.get(bytes, at);
        }
        for (; at < to; at++) {
            all |= bytes[at];
        }
        return (all & HIGH_BITS) == 0;
    }
}

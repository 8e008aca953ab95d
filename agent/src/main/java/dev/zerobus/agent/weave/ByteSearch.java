// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a text in the bytes of class files, looking at best at one byte in as many as the text is long: cheap enough to ask
 * every class that is loaded. Nothing is parsed; whether a hit is what it looks like is for the one who then reads the class.
 * Immutable.
 */
final class ByteSearch {

    private final byte[] text;

    /** By the byte under the text's end: how far the text may move on (Horspool's rule). */
    private final int[] shift = new int[256];

    ByteSearch(String ascii) {
        text = ascii.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shift, text.length);
        for (int i = 0; i < text.length - 1; i++) {
            shift[text[i] & 0xFF] = text.length - 1 - i;
        }
    }

    boolean isIn(byte[] bytes) {
        int last = text.length - 1;
        for (int end = last; end < bytes.length; end += shift[bytes[end] & 0xFF]) {
            int i = 0;
            while (i <= last && bytes[end - i] == text[last - i]) {
                i++;
            }
            if (i > last) {
                return true;
            }
        }
        return false;
    }
}

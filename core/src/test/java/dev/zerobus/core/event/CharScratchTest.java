// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CharScratchTest {

    private static final int MOST = 200;
    /** The first and last that are none, of each width, and halves of pairs. */
    private static final char[] NOT_ASCII = {0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD800, 0xDFFF, 0xFFFF};

    private final CharScratch scratch = new CharScratch(MOST);

    @Test
    void asciiOfEveryLengthIsCopied() {
        for (int count = 0; count <= MOST; count++) {
            for (int i = 0; i < count; i++) {
                scratch.chars[i] = (char) ((i * 31 + count) & 0x7F);
            }
            byte[] to = new byte[count + 5];
            assertThat(scratch.narrow(count, to, 3)).as("%s characters", count).isTrue();
            assertThat(Arrays.copyOfRange(to, 3, 3 + count))
                    .isEqualTo(new String(scratch.chars, 0, count).getBytes(StandardCharsets.US_ASCII));
            assertThat(to[count + 3]).as("behind the last").isZero();
        }
    }

    @Test
    void whatIsNotAsciiIsSeenWhereverItStands() {
        byte[] to = new byte[MOST];
        for (int count : new int[] {1, 7, 63, 64, 65, 71, 72, 128, MOST}) {
            for (int at = 0; at < count; at++) {
                for (char c : NOT_ASCII) {
                    Arrays.fill(scratch.chars, 'a');
                    scratch.chars[at] = c;
                    assertThat(scratch.narrow(count, to, 0))
                            .as("U+%04X at %s of %s", (int) c, at, count)
                            .isFalse();
                }
            }
        }
        Arrays.fill(scratch.chars, 'a');
        assertThat(scratch.narrow(MOST, to, 0)).as("ASCII after that").isTrue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownTextsTest {

    private final KnownTexts known = new KnownTexts(new CharScratch(256));
    private final byte[] to = new byte[1_000];

    @Test
    void writesTheTextsOwnBytesWhateverWasSeenBefore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pool = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            pool.add(text(random));
        }
        for (int i = 0; i < 300_000; i++) {
            String text = random.nextInt(4) == 0
                    ? text(random)
                    : pool.get((int) (Math.abs(random.nextGaussian()) * 150) % pool.size());
            if (random.nextInt(4) == 0) {
                text = new String(text.toCharArray());
            }
            // few keys, so that texts meet in one place and have one key
            int key = random.nextBoolean() ? text.hashCode() % 700 : KnownTexts.key(text, text.length()) % 40;
            assertWritten(text, key, "seed " + seed + " at " + i);
        }
        assertThat(known.count()).isBetween(100, KnownTexts.PLACES);
    }

    @Test
    void writesWhatItKnowsAndWhatItDoesNotAlike() {
        for (String text :
                List.of("", "a", "status", "12345678", "123456789abcdef", "1234567890123456", "x".repeat(62))) {
            KnownTexts never = new KnownTexts(new CharScratch(256));
            int end = never.write(text, text.hashCode(), to, 3);
            byte[] unknown = Arrays.copyOfRange(to, 3, end);
            for (int i = 0; i < 2 * KnownTexts.FIRST_TEXTS; i++) {
                Arrays.fill(to, (byte) 7);
                end = known.write(text, text.hashCode(), to, 3);
                assertThat(Arrays.copyOfRange(to, 3, end)).isEqualTo(unknown);
            }
        }
        assertThat(known.count()).isEqualTo(7);
    }

    @Test
    void holdsNothingBeforeManyTextsHaveBeenWritten() {
        for (int i = 0; i < KnownTexts.FIRST_TEXTS; i++) {
            known.write("name", "name".hashCode(), to, 0);
        }
        assertThat(known.count()).isZero();
        known.write("name", "name".hashCode(), to, 0);
        known.write("name", "name".hashCode(), to, 0);
        assertThat(known.count()).isEqualTo(1);
    }

    @Test
    void textsThatComeOnceAreNotHeldAndDriveNothingOut() {
        for (int i = 0; i <= KnownTexts.FIRST_TEXTS + 2; i++) {
            known.write("name", "name".hashCode(), to, 0);
        }
        for (int i = 0; i < 100_000; i++) {
            String once = "once " + i;
            known.write(once, once.hashCode(), to, 0);
        }
        assertThat(known.count()).isEqualTo(1);
    }

    @Test
    void holdsNoMoreThanItsBound() {
        for (int i = 0; i < 50_000; i++) {
            String text = "text " + i;
            known.write(text, i, to, 0);
            known.write(text, i, to, 0);
        }
        assertThat(known.count()).isEqualTo(KnownTexts.PLACES);
    }

    @Test
    void doesNotKeepATextWhoseBytesAreMoreThanAPlaceHas() {
        String wide = "\u20ac".repeat(60);
        for (int i = 0; i < 2 * KnownTexts.FIRST_TEXTS; i++) {
            assertWritten(wide, wide.hashCode(), "wide");
        }
        assertThat(known.count()).isZero();
    }

    private void assertWritten(String text, int key, String as) {
        int end = known.write(text, key, to, 5);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int content = 5 + (text.length() > KnownTexts.SHORT_CHARS ? 2 : 1);
        int length = content == 6 ? to[5] : (to[5] & 0x7F) | (to[6] << 7);
        if (length != utf8.length || end != content + length || !Arrays.equals(utf8, 0, length, to, content, end)) {
            throw new AssertionError(as + ": '" + text + "' became " + Arrays.toString(Arrays.copyOfRange(to, 5, end)));
        }
    }

    private static String text(Random random) {
        int chars = random.nextInt(KnownTexts.LONGEST_CHARS + 1);
        int most = random.nextInt(5) == 0 ? 0x2000 : 0x80;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chars; i++) {
            text.append((char) random.nextInt(most));
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Shop;
import dev.zerobus.agent.app.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

    @Test
    void findsTheAnnotationInClassesThatHaveItOnly() throws IOException {
        assertThat(WeavingTransformer.mentionsEmits(bytes(Workshop.class))).isTrue();
        assertThat(WeavingTransformer.mentionsEmits(bytes(Shop.class))).isFalse();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void findsWhatAStringSearchFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random(random, 40);
            String wanted = random(random, 1 + random.nextInt(4)) + "a";
            boolean is = text.contains(wanted);
            found += is ? 1 : 0;
            assertThat(new ByteSearch(wanted).isIn(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .as("seed %d: %s in %s", seed, wanted, text)
                    .isEqualTo(is);
        }
        assertThat(found).as("seed %d", seed).isBetween(1_000, 19_000);
    }

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}

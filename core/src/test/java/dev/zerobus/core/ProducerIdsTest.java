// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProducerIdsTest {

    @Test
    void hasVersionVariantAndTimeInTheirBits() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong() & 0xFFFF_FFFF_FFFFL;
            UUID id = ProducerIds.of(millis, random.nextLong(), random.nextLong());
            assertThat(id.version()).as("seed %d", seed).isEqualTo(7);
            assertThat(id.variant()).as("seed %d", seed).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).as("seed %d", seed).isEqualTo(millis);
        }
    }

    @Test
    void agreesWithTheExampleOfTheStandard() {
        // RFC 9562, appendix A.6
        assertThat(ProducerIds.of(0x017F22E279B0L, 0xCC3L, 0x18C4DC0C0C07398FL))
                .isEqualTo(UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }

    @Test
    void isOfThisMomentAndOnlyOnce() {
        long before = System.currentTimeMillis();
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID id = ProducerIds.next();
            assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
            assertThat(ids.add(id)).isTrue();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameTableTest {

    @Test
    void anEmptyTableHasNoName() {
        assertThat(find(new NameTable(0), "")).isNegative();
        assertThat(find(new NameTable(3), "a")).isNegative();
    }

    @Test
    void namesInAnyOrderAreFoundAsInAMapWithoutCase() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(40);
            NameTable table = new NameTable(capacity);
            Map<String, Integer> model = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                String name = anyName(random, i);
                String folded = name.toLowerCase(Locale.ROOT);
                int expected = model.getOrDefault(folded, -1);
                assertThat(find(table, name)).as("seed %s: %s", seed, name).isEqualTo(expected);
                if (expected < 0 && !table.full() && random.nextInt(4) == 0) {
                    model.put(folded, table.add(name));
                }
            }
        }
    }

    /** The same few in the same order most of the time, as events name them, and sometimes another, or in capitals. */
    private static String anyName(Random random, int i) {
        String name = "field_" + (random.nextInt(4) == 0 ? random.nextInt(30) : i % 7);
        return random.nextInt(5) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private static int find(NameTable table, String name) {
        byte[] utf8 = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        return table.find(utf8, 1, utf8.length - 1);
    }
}

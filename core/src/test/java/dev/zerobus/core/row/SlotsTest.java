// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.schema.CreateTable;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void aValueOfFourBillionRowsAgoIsNotOfThisRow() {
        Slots slots = new Slots(
                CreateTable.parse("CREATE TABLE a.b.c (id BIGINT, note STRING)").columns(), "");
        slots.begin();
        slots.swapIn(0, new ValueView());
        assertThat(slots.get(0)).isNotNull();
        for (int i = 0; i < 1 << 16; i++) {
            begin(slots);
        }
        assertThat(slots.get(0)).isNull();
        assertThat(slots.get(1)).isNull();
    }

    private static void begin(Slots slots) {
        for (int i = 0; i < 1 << 16; i++) {
            slots.begin();
        }
    }
}

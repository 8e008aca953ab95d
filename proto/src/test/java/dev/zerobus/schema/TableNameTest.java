// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableNameTest {

    @Test
    void readsItsThreeParts() {
        TableName name = TableName.of("main.`shop`.orders_2");

        assertThat(name.catalog()).isEqualTo("main");
        assertThat(name.schema()).isEqualTo("shop");
        assertThat(name.table()).isEqualTo("orders_2");
        assertThat(name.fullName()).isEqualTo("main.shop.orders_2");
        assertThat(name).isEqualTo(TableName.of("main.shop.orders_2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "shop.orders", "a.b.c.d", "a..c", "a.b.c-d", "a.b.café", "../x.b.c"})
    void refusesWhatTheServiceDoesNotTake(String name) {
        assertThatThrownBy(() -> TableName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }
}

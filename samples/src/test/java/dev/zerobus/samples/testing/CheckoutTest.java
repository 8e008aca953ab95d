// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.server.junit.ZerobusServerExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test as users write it: code of an application that emits events, and the rows that come of them. docs/testing.md shows it. */
class CheckoutTest {

    /** The application's own code. It knows {@code zerobus-api} only. */
    static final class Checkout {

        // application>
        void placeOrder(long id, BigDecimal amount) {
            // ... what a shop does ...
            Events.event("order_placed")
                    .put("order_id", id)
                    .put("amount", amount)
                    .emit();
        }
        // <application
    }

    // server>
    @RegisterExtension
    final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables("""
            CREATE TABLE main.shop.orders (
              producer_id STRING, seq BIGINT, event_name STRING,
              order_id BIGINT NOT NULL, amount DECIMAL(10,2))
            """);
    // <server

    // client>
    private ZerobusClient client;

    @BeforeEach
    void startTheClient() {
        client = ZerobusClient.start(ZerobusConfig.builder()
                .set("endpoint", zerobus.server().grpcUri().toString())
                .set("workspace.url", zerobus.server().httpUri().toString())
                .set("auth", "none")
                .set("table", "main.shop.orders")
                .build());
    }

    @AfterEach
    void closeTheClient() {
        client.close(Duration.ofSeconds(10));
    }
    // <client

    // test>
    @Test
    void anOrderBecomesARow() throws Exception {
        new Checkout().placeOrder(42, new BigDecimal("9.50"));

        assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
        List<Map<String, Object>> rows = zerobus.rows("main.shop.orders");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .containsEntry("event_name", "order_placed")
                .containsEntry("order_id", 42L)
                .containsEntry("amount", new BigDecimal("9.50"));
    }
    // <test

    // misfit>
    @Test
    void everyOrderFitsItsTable() {
        new Checkout().placeOrder(43, new BigDecimal("0.01"));

        assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(client.snapshot().balances()).isTrue();
        assertThat(client.snapshot().dropped()).isZero();
        assertThat(client.snapshot().lane("default").setAsideTotal()).isZero();
        assertThat(client.snapshot().lane("default").unknownFields()).isEmpty();
    }
    // <misfit

    @Test
    void eachTestHasAServerOfItsOwn() throws Exception {
        assertThat(zerobus.rows("main.shop.orders")).isEmpty();
    }
}

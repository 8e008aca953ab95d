// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.quickstart;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import java.time.Duration;

/** The README's five minutes, as a program: it emits two events to a server on this machine. */
public final class QuickStart {

    private QuickStart() {}

    /**
     * Emits two events and waits until they are durable.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // start>
        ZerobusClient client = ZerobusClient.start(ZerobusConfig.builder()
                .set("endpoint", "http://localhost:9090")
                .set("workspace.url", "http://localhost:9091")
                .set("auth", "none")
                .set("table", "main.shop.orders")
                .build());
        // <start
        emitTwo();
        System.out.println(client.close(Duration.ofSeconds(10)));
    }

    static void emitTwo() {
        // emit>
        Events.event("order_placed").put("order_id", 42L).put("amount", 9.5).emit();
        Events.emit("order_shipped", "order_id", 42L, "carrier", "bike");
        // <emit
    }
}

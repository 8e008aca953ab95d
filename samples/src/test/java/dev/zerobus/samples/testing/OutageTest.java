// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.Faults;
import dev.zerobus.server.fault.FiredFault;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.junit.ZerobusServerExtension;
import dev.zerobus.server.junit.ZerobusTest;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test of what an application does while its server misbehaves, as users write it. docs/testing.md shows it. */
// outage>
@ZerobusTest("CREATE TABLE main.shop.orders (producer_id STRING, seq BIGINT, order_id BIGINT NOT NULL)")
class OutageTest {

    private ZerobusClient client;

    @BeforeEach
    void startTheClient(ZerobusServerExtension zerobus) {
        ConfigBuilder config = ZerobusConfig.builder();
        zerobus.clientOptions("main.shop.orders").forEach(config::set);
        client = ZerobusClient.start(config.build());
    }

    @AfterEach
    void closeTheClient() {
        client.close(Duration.ofSeconds(10));
    }

    @Test
    void ordersArriveAlthoughTheServerIsOutOfOrder(ZerobusServerExtension zerobus, Faults faults) throws Exception {
        InjectedFault refused =
                faults.add(Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3));
        InjectedFault broken = faults.add(Fault.onAck().reset());

        for (int id = 0; id < 100; id++) {
            Events.emit("order_placed", "order_id", id);
        }

        assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(refused.fired()).isEqualTo(3);
        assertThat(broken.fired()).isEqualTo(1);
        Set<Object> ids = new HashSet<>();
        zerobus.rows("main.shop.orders").forEach(row -> ids.add(row.get("order_id")));
        assertThat(ids).hasSize(100);
    }
    // <outage

    @Test
    void givesEveryTestAServerWithoutFaults(ZerobusServer server, Faults faults) {
        assertThat(faults).isSameAs(server.faults());
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void knowsWhatHasHappened(ZerobusServerExtension zerobus) throws Exception {
        zerobus.faults().add(Fault.onRecordWith("order_id", 7).closeSignal(Duration.ofSeconds(1)));

        Events.emit("order_placed", "order_id", 6);
        Events.emit("order_placed", "order_id", 7);

        assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(zerobus.faults().fired())
                .last()
                .extracting(FiredFault::table)
                .isEqualTo("main.shop.orders");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.lane.StreamLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose limits a lane keeps. */
class StreamRatesTest {

    private static final String SERVICE = "https://1234567890.zerobus.us-west-2.cloud.databricks.com";

    private static StreamLimits limits(String endpoint, String... options) {
        var builder = ZerobusConfig.builder()
                .set("endpoint", endpoint)
                .set("workspace.url", "http://127.0.0.1:1")
                .set("auth", "none")
                .set("table", "main.shop.orders");
        for (int i = 0; i < options.length; i += 2) {
            builder.set(options[i], options[i + 1]);
        }
        ZerobusConfig config = builder.build();
        return new Connections(config, Runnable::run, Map.of())
                .limits(config.lanes().get(0));
    }

    @Test
    void theServicesUnlessOthersAreSet() {
        assertThat(limits(SERVICE).bytesPerSecond()).isEqualTo(100_000_000);
        assertThat(limits(SERVICE).recordsPerSecond()).isEqualTo(100_000);
        assertThat(limits(SERVICE, "stream.rate.records", "15000").recordsPerSecond())
                .isEqualTo(15_000);
        assertThat(limits(SERVICE, "stream.rate.size", "10MB").bytesPerSecond()).isEqualTo(10_000_000);
    }

    @Test
    void aLaneHasOneStreamUnlessMoreAreAllowed() {
        assertThat(limits(SERVICE).streams()).isEqualTo(1);
        assertThat(limits("http://127.0.0.1:1").streams()).isEqualTo(1);
        assertThat(limits(SERVICE, "stream.count", "4").streams()).isEqualTo(4);
        assertThat(limits("http://127.0.0.1:1", "lanes.default.stream.count", "16")
                        .streams())
                .isEqualTo(16);
    }

    @Test
    void ofAServerOnThisMachineNoneUnlessTheyAreSet() {
        for (String here : new String[] {"http://127.0.0.1:1", "http://localhost:9090", "https://localhost:9090"}) {
            assertThat(limits(here).bytesPerSecond()).as(here).isEqualTo(StreamLimits.MOST_BYTES_PER_SECOND);
            assertThat(limits(here).recordsPerSecond()).as(here).isEqualTo(StreamLimits.MOST_RECORDS_PER_SECOND);
            assertThat(limits(here, "stream.rate.records", "15000").recordsPerSecond())
                    .as(here)
                    .isEqualTo(15_000);
            assertThat(limits(here, "lanes.default.stream.rate.size", "1MB").bytesPerSecond())
                    .as(here)
                    .isEqualTo(1_000_000);
        }
    }
}

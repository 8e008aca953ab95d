// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSettingsTest {

    private static final Duration ZERO = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void hasTheDefaultsOfTheProtocol() {
        StreamSettings settings = StreamSettings.defaults();
        assertThat(settings.openTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.ackTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.backoffMin()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.backoffMax()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.blockedRetryMin()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.blockedRetryMax()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.closeSignalMaxWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.keepaliveTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.keepaliveTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.maxInFlightBytes()).isEqualTo(64L << 20);
        assertThat(settings.maxInFlightRequests()).isEqualTo(4_096);
        assertThat(settings.readyThresholdBytes()).isEqualTo(1 << 20);
        assertThat(settings.maxMessageBytes()).isEqualTo(16 << 20);
    }

    @Test
    void refusesEveryValueOutOfRangeByName() {
        Map<String, Consumer<StreamSettingsBuilder>> wrong = Map.ofEntries(
                Map.entry("openTimeout is PT0S", b -> b.openTimeout(ZERO)),
                Map.entry("ackTimeout is PT8760H", b -> b.ackTimeout(YEAR)),
                Map.entry("backoff.min is PT0S", b -> b.backoff(ZERO, SECOND)),
                Map.entry("backoff.max is PT0.5S", b -> b.backoff(SECOND, Duration.ofMillis(500))),
                Map.entry("blockedRetry.min is PT-1S", b -> b.blockedRetry(SECOND.negated(), SECOND)),
                Map.entry("blockedRetry.max is PT8760H", b -> b.blockedRetry(SECOND, YEAR)),
                Map.entry("closeSignalMaxWait is PT-1S", b -> b.closeSignalMaxWait(SECOND.negated())),
                Map.entry("keepalive.time is PT0.9S", b -> b.keepalive(Duration.ofMillis(900), SECOND)),
                Map.entry("keepalive.timeout is PT0S", b -> b.keepalive(SECOND, ZERO)),
                Map.entry("maxInFlightBytes is 0", b -> b.maxInFlightBytes(0)),
                Map.entry("maxInFlightRequests is 0", b -> b.maxInFlightRequests(0)),
                Map.entry("readyThresholdBytes is 0", b -> b.readyThresholdBytes(0)),
                Map.entry("maxMessageBytes is 1", b -> b.maxMessageBytes(1)));
        wrong.forEach((message, setter) -> assertThatThrownBy(() -> setter.accept(StreamSettings.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("is allowed"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://1234.zerobus.eu-west-1.cloud.databricks.com, https://1234.zerobus.eu-west-1.cloud.databricks.com:443, 1234",
        "1234.zerobus.westeurope.azuredatabricks.net,         https://1234.zerobus.westeurope.azuredatabricks.net:443, 1234",
        "https://1234.example.com:8443/,                      https://1234.example.com:8443, 1234",
        "http://localhost:9090,                               http://localhost:9090, localhost:9090",
        "http://127.0.0.1:9090,                               http://127.0.0.1:9090, 127",
        "http://[::1]:9090,                                   http://[::1]:9090, [::1]:9090",
        "localhost:9090,                                      https://localhost:9090, localhost:9090",
    })
    void readsEndpoints(String text, String full, String workspaceId) {
        StreamEndpoint endpoint = StreamEndpoint.parse(text);
        assertThat(endpoint).hasToString(full);
        assertThat(endpoint.workspaceId()).isEqualTo(workspaceId);
        assertThat(endpoint.plaintext()).isEqualTo(full.startsWith("http://"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1234.zerobus.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "ftp://localhost",
                "https://host/path",
                "https://user@host",
                "https://",
                "not a url",
                ""
            })
    void refusesWhatIsNoEndpointAndSaysWhatIs(String text) {
        assertThatThrownBy(() -> StreamEndpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the endpoint '" + text + "' cannot be used")
                .hasMessageContaining("write it as https://");
    }
}

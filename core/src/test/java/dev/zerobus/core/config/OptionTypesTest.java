// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypesTest {

    @ParameterizedTest
    @CsvSource({"200ms, 200", "5s, 5000", "5 s, 5000", "2m, 120000", "1h, 3600000", "0s, 0", "1500us, 1"})
    void durationsHaveUnits(String text, long millis) {
        DurationType type = new DurationType(Duration.ZERO, Duration.ofHours(2));
        assertThat(type.parse(text).toMillis()).isEqualTo(millis);
        assertThat(type.parse(type.format(type.parse(text)))).isEqualTo(type.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "5, a duration needs a unit",
        "5 min, this is not a duration",
        "5S, this is not a duration",
        "5s5, this is not a duration",
        "1234567890123456s, this is not a duration",
        "\u0665s, this is not a duration",
        "5\u00a0s, this is not a duration"
    })
    void whatIsNoDurationIsSaidToBeNone(String text, String why) {
        DurationType type = new DurationType(Duration.ZERO, Duration.ofHours(2));
        assertThatThrownBy(() -> type.parse(text)).hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "1 TiB", "1Ki B", "1.5MiB", "-1", "1234567890123"})
    void whatIsNoSizeIsSaidToBeNone(String text) {
        SizeType type = new SizeType(1, 1 << 30, false);
        assertThatThrownBy(() -> type.parse(text)).hasMessage("this is not a size in bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "a, true",
        "A-9_z, true",
        "9, true",
        "_a, false",
        "-a, false",
        "'', false",
        "a.b, false",
        "\u00e9, false"
    })
    void namesOfLanesAreOfAsciiLettersDigitsDashAndUnderscore(String name, boolean valid) {
        assertThat(LaneKey.validName(name)).isEqualTo(valid);
        assertThat(LaneKey.validName(name + "x".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"32MiB, 33554432", "64kib, 65536", "1 MB, 1000000", "1GiB, 1073741824", "12, 12", "12B, 12", "1KB, 1000"
    })
    void sizesHaveBinaryAndDecimalUnits(String text, int bytes) {
        SizeType type = new SizeType(1, 1 << 30, false);
        assertThat(type.parse(text)).isEqualTo(bytes);
        assertThat(type.parse(type.format(bytes))).isEqualTo(bytes);
    }

    @Test
    void giantNumbersAreTooLargeAndNothingWorse() {
        assertThat(Configs.problems(
                        Configs.oneTable().set("ring.size", "999999999999GiB").set("ack.timeout", "999999999999999h")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).containsAnyOf("too large", "too long"));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, https://example.com",
        "https://example.com/, https://example.com",
        "https://example.com:443, https://example.com:443",
        "http://localhost:80, http://localhost:80",
        "HTTP://127.0.0.9:80, http://127.0.0.9:80",
        "http://[::1]:80, http://[::1]:80"
    })
    void addressesAreBroughtIntoOneForm(String text, String address) {
        assertThat(new HttpAddressType("x").parse(text)).hasToString(address);
    }

    @Test
    void plainTextIsForLoopbackOnly() {
        assertThatThrownBy(() -> new HttpAddressType("x").parse("http://127.0.0.1.example.com"))
                .hasMessageContaining("loopback");
    }

    @Test
    void proxiesAreFromTheEnvironmentNoneOrOne() {
        ProxyType type = new ProxyType();
        assertThat(type.parse("ENV")).isSameAs(ProxyChoice.ENVIRONMENT);
        assertThat(type.parse("none")).isSameAs(ProxyChoice.NONE);
        assertThat(type.parse("http://proxy.example.com:3128/").host()).isEqualTo("proxy.example.com");
        assertThat(type.parse("proxy:3128").port()).isEqualTo(3128);
        assertThat(type.parse("proxy:3128")).hasToString("proxy:3128");
    }

    @Test
    void distanceCountsLettersToChange() {
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.of("xyzzy.completely.different")).isNull();
        assertThat(NearestKey.of("workspace_url")).isEqualTo("zerobus.workspace.url");
    }
}

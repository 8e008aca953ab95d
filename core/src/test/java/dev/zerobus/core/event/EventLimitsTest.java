// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventLimitsTest {

    @ParameterizedTest
    @MethodSource("limits")
    void hasADefaultAndBoundsForEachLimit(
            IntFunction<EventLimits> with, ToIntFunction<EventLimits> of, int fallback, int least, int most) {
        assertThat(of.applyAsInt(EventLimits.DEFAULT)).isEqualTo(fallback);
        assertThat(of.applyAsInt(with.apply(least))).isEqualTo(least);
        assertThat(of.applyAsInt(with.apply(most))).isEqualTo(most);
        assertThatThrownBy(() -> with.apply(least - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(least - 1))
                .hasMessageContaining(String.valueOf(most));
        assertThatThrownBy(() -> with.apply(most + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> limits() {
        EventLimits d = EventLimits.DEFAULT;
        return Stream.of(
                limit(d::withEventBytes, EventLimits::eventBytes, 1 << 20, 512, (1 << 28) - 1),
                limit(d::withTextBytes, EventLimits::textBytes, 256 << 10, 16, (1 << 28) - 1),
                limit(d::withDepth, EventLimits::depth, 16, 1, 64),
                limit(d::withValues, EventLimits::values, 10_000, 1, 1_000_000));
    }

    private static Arguments limit(
            IntFunction<EventLimits> with, ToIntFunction<EventLimits> of, int fallback, int least, int most) {
        return Arguments.of(with, of, fallback, least, most);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.time.Duration;
import java.util.List;

/** A duration such as {@code 200ms}, {@code 5s}, {@code 10m} or {@code 1h}, within bounds. */
final class DurationType extends OptionType<Duration> {

    private static final int MOST_DIGITS = 15;

    private final Duration least;
    private final Duration most;

    DurationType(Duration least, Duration most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Duration parse(String text) {
        Amount amount = Amount.of(text, MOST_DIGITS);
        if (amount == null) {
            throw new IllegalArgumentException("this is not a duration");
        }
        Duration value = of(amount.number, amount.unit);
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("too short");
        }
        if (value.compareTo(most) > 0) {
            throw new IllegalArgumentException("too long");
        }
        return value;
    }

    private static Duration of(long amount, String unit) {
        switch (unit) {
            case "us":
                return Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
            case "ms":
                return Duration.ofMillis(amount);
            case "s":
                return Duration.ofSeconds(amount);
            case "m":
                return Duration.ofMinutes(amount);
            case "h":
                return Duration.ofHours(amount);
            case "":
                throw new IllegalArgumentException("a duration needs a unit");
            default:
                throw new IllegalArgumentException("this is not a duration");
        }
    }

    @Override
    String right() {
        return "a duration from " + format(least) + " to " + format(most) + ", such as 200ms, 5s or 10m";
    }

    @Override
    String format(Duration value) {
        long nanos = value.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos % 3_600_000_000_000L == 0) {
            return value.toHours() + "h";
        }
        if (nanos % 60_000_000_000L == 0) {
            return value.toMinutes() + "m";
        }
        if (nanos % 1_000_000_000L == 0) {
            return value.toSeconds() + "s";
        }
        return nanos % 1_000_000L == 0 ? value.toMillis() + "ms" : nanos / 1_000L + "us";
    }

    @Override
    List<String> wrong() {
        String above = format(most.plusMillis(1));
        return least.isZero()
                ? List.of(above, "-1s", "5", "soon")
                : List.of(above, format(least.minusNanos(1_000)), "-1s", "5", "soon");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;
import java.util.Locale;

/** A number of bytes such as {@code 32MiB}, {@code 64KiB} or {@code 1000000}, within bounds. */
final class SizeType extends OptionType<Integer> {

    private static final int MOST_DIGITS = 12;

    private final int least;
    private final int most;
    private final boolean powerOfTwo;

    SizeType(int least, int most, boolean powerOfTwo) {
        this.least = least;
        this.most = most;
        this.powerOfTwo = powerOfTwo;
    }

    @Override
    Integer parse(String text) {
        Amount amount = Amount.of(text, MOST_DIGITS);
        if (amount == null) {
            throw new IllegalArgumentException("this is not a size in bytes");
        }
        long value = Math.multiplyExact(amount.number, factor(amount.unit.toLowerCase(Locale.ROOT)));
        if (value < least) {
            throw new IllegalArgumentException("too small");
        }
        if (value > most) {
            throw new IllegalArgumentException("too large");
        }
        if (powerOfTwo && Long.bitCount(value) != 1) {
            long below = Long.highestOneBit(value);
            throw new IllegalArgumentException("this is no power of two; the next ones are " + format((int) below)
                    + (below * 2 <= most ? " and " + format((int) (below * 2)) : ""));
        }
        return (int) value;
    }

    private static long factor(String unit) {
        switch (unit) {
            case "kib":
                return 1L << 10;
            case "mib":
                return 1L << 20;
            case "gib":
                return 1L << 30;
            case "kb":
                return 1_000L;
            case "mb":
                return 1_000_000L;
            case "gb":
                return 1_000_000_000L;
            case "b":
            case "":
                return 1;
            default:
                throw new IllegalArgumentException("this is not a size in bytes");
        }
    }

    @Override
    String right() {
        return "a size from " + format(least) + " to " + format(most) + (powerOfTwo ? " that is a power of two" : "")
                + ", such as " + format(example());
    }

    private int example() {
        int middle = Integer.highestOneBit((int) Math.sqrt((double) least * most));
        return middle >= least && middle <= most ? middle : most;
    }

    @Override
    String format(Integer value) {
        int bytes = value;
        if (bytes != 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes != 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        if (bytes != 0 && bytes % 1_000_000 == 0) {
            return bytes / 1_000_000 + "MB";
        }
        return bytes != 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }

    @Override
    List<String> wrong() {
        String belowLeast = Integer.toString(least - 1);
        String aboveMost = Long.toString(most + 1L);
        return powerOfTwo
                ? List.of(belowLeast, aboveMost, "big", "1TiB", Integer.toString(least + 1))
                : List.of(belowLeast, aboveMost, "big", "1TiB");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** A whole number within bounds. */
final class CountType extends OptionType<Integer> {

    private final int least;
    private final int most;

    CountType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Integer parse(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("this is not a whole number of at most nine digits");
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException(value < least ? "too small" : "too large");
        }
        return value;
    }

    @Override
    String right() {
        return "a whole number from " + least + " to " + most;
    }

    @Override
    List<String> wrong() {
        return List.of(Integer.toString(least - 1), Integer.toString(most + 1), "many", "1.5");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import org.jspecify.annotations.Nullable;

/**
 * A whole number with what follows it, such as {@code 200ms} or {@code 32 MiB}. Immutable.
 *
 * <p>Read by hand: an agent comes here before {@code main}, and a process's first regular expression costs milliseconds.
 */
final class Amount {

    final long number;

    /** What follows the number and white space; may be empty. */
    final String unit;

    private Amount(long number, String unit) {
        this.number = number;
        this.unit = unit;
    }

    /**
     * Takes a text apart.
     *
     * @param text what was configured
     * @param mostDigits at most 18, so that the number is a long
     * @return null if the text does not begin with a digit, or with too many
     */
    static @Nullable Amount of(String text, int mostDigits) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > mostDigits) {
            return null;
        }
        int unit = digits;
        while (unit < text.length() && isSpace(text.charAt(unit))) {
            unit++;
        }
        return new Amount(Long.parseLong(text.substring(0, digits)), text.substring(unit));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

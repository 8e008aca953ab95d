// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether ASCII text is a decimal number that a DECIMAL takes without loss: sign, digits, point, digits, and an
 * exponent if need be. What is accepted here, {@code new BigDecimal(text).setScale(scale)} takes without rounding. Without
 * an exponent nothing is allocated. Stateless.
 */
final class DecimalText {

    /** Zeros on both ends do no harm, but need an end. */
    static final int MAX_LENGTH = 128;

    private DecimalText() {}

    /** What is wrong with the text, null if nothing. */
    static @Nullable String problem(byte[] bytes, int from, int to, int precision, int scale) {
        if (to - from > MAX_LENGTH) {
            return "its text is longer than " + MAX_LENGTH + " characters";
        }
        int at = from;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        int integerDigits = 0;
        int fractionDigits = 0;
        int significantFraction = 0;
        int digits = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b == '.' && !point) {
                point = true;
                continue;
            }
            if (b < '0' || b > '9') {
                break;
            }
            digits++;
            if (point) {
                fractionDigits++;
                significantFraction = b == '0' ? significantFraction : fractionDigits;
            } else if (integerDigits > 0 || b != '0') {
                integerDigits++;
            }
        }
        if (digits == 0) {
            return "it is no decimal number";
        }
        if (at < to) {
            return exponent(bytes, from, at, to, precision, scale);
        }
        return fits(integerDigits, significantFraction, precision, scale);
    }

    private static @Nullable String fits(int integerDigits, int fractionDigits, int precision, int scale) {
        if (fractionDigits > scale) {
            return "it has " + fractionDigits + " digits behind the point";
        }
        if (integerDigits > precision - scale) {
            return "it has " + integerDigits + " digits before the point";
        }
        return null;
    }

    private static @Nullable String exponent(byte[] bytes, int from, int at, int to, int precision, int scale) {
        int digits = at + 1;
        if (bytes[at] != 'e' && bytes[at] != 'E') {
            return "it is no decimal number";
        }
        if (digits < to && (bytes[digits] == '-' || bytes[digits] == '+')) {
            digits++;
        }
        // three digits: enough for every DECIMAL, too few to do harm
        if (digits == to || to - digits > 3) {
            return "its exponent is no number of one to three digits";
        }
        for (int i = digits; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return "it is no decimal number";
            }
        }
        BigDecimal value =
                new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII)).stripTrailingZeros();
        if (value.signum() == 0) {
            return null;
        }
        return fits(Math.max(0, value.precision() - value.scale()), Math.max(0, value.scale()), precision, scale);
    }
}

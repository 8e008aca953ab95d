// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers from text, in JSON's grammar: no plus sign, no zeros in front (which would be lost: they make an article's
 * number, not a count), no NaN. Owned by one thread.
 */
final class NumberText {

    /** Longer than the plain notation of any double. */
    private static final int MAX_CHARS = 1_200;

    boolean negative;
    /** Where the digits before the point lie. */
    int intFrom;

    int intTo;
    /** Where the digits behind the point lie, without zeros at the end. */
    int fracFrom;

    int fracTo;
    boolean exponent;
    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private long value;

    /** Reads the whole text; false if it is no number. */
    boolean scan(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
        exponent = false;
        int at = start;
        negative = at < end && source[at] == '-';
        intFrom = negative ? at + 1 : at;
        intTo = digits(intFrom);
        if (intTo == intFrom || (source[intFrom] == '0' && intTo - intFrom > 1)) {
            return false;
        }
        at = intTo;
        fracFrom = at;
        fracTo = at;
        if (at < end && source[at] == '.') {
            fracFrom = at + 1;
            at = digits(fracFrom);
            if (at == fracFrom) {
                return false;
            }
            fracTo = at;
            while (fracTo > fracFrom && source[fracTo - 1] == '0') {
                fracTo--;
            }
        }
        return at == end || exponent(at);
    }

    private boolean exponent(int start) {
        if (bytes[start] != 'e' && bytes[start] != 'E') {
            return false;
        }
        int at = start + 1;
        if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        int end = digits(at);
        exponent = true;
        return end == to && end > at && end - at <= 4;
    }

    private int digits(int start) {
        int at = start;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    boolean isZero() {
        return !exponent && fracFrom == fracTo && bytes[intFrom] == '0';
    }

    /** Tells whether the number just read is whole and fits 64 bits; {@link #value} has it then. */
    boolean isLong() {
        if (exponent) {
            return isLong(big());
        }
        if (fracTo > fracFrom || intTo - intFrom > 19) {
            return false;
        }
        long negated = 0;
        for (int i = intFrom; i < intTo; i++) {
            int digit = bytes[i] - '0';
            // the negative half reaches one further
            if (negated < (Long.MIN_VALUE + digit) / 10) {
                return false;
            }
            negated = negated * 10 - digit;
        }
        if (!negative && negated == Long.MIN_VALUE) {
            return false;
        }
        value = negative ? negated : -negated;
        return true;
    }

    boolean isLong(BigDecimal number) {
        if (number.precision() - number.scale() > 19
                || number.stripTrailingZeros().scale() > 0) {
            return false;
        }
        try {
            value = number.longValueExact();
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    long value() {
        return value;
    }

    boolean isShort() {
        return to - from <= MAX_CHARS;
    }

    BigDecimal big() {
        return new BigDecimal(text());
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers as decimal digits, as {@link Long#toString(long)} shows them, two digits at a time. Stateless. */
final class Digits {

    /** The most that an {@code int} takes. */
    static final int INT_BYTES = 11;

    /** The most that a {@code long} takes. */
    static final int LONG_BYTES = 20;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** The two digits of each number below a hundred, the first one in the lower byte. */
    private static final short[] PAIRS = pairs();

    /** The least number with one digit more than the index says. */
    private static final int[] POWERS = {
        0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private static final int EIGHT_DIGITS = 100_000_000;

    private Digits() {}

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (('0' + i / 10) | (('0' + i % 10) << 8));
        }
        return pairs;
    }

    /** Returns the index behind the last digit. */
    static int write(long value, byte[] to, int at) {
        if (value == (int) value) {
            return write((int) value, to, at);
        }
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                // the one whose opposite is none
                return last((int) (value % 10), to, write(value / 10, to, at));
            }
            to[at] = '-';
            return write(-value, to, at + 1);
        }
        long high = value / EIGHT_DIGITS;
        return eight((int) (value - high * EIGHT_DIGITS), to, write(high, to, at));
    }

    /** Returns the index behind the last digit. */
    static int write(int value, byte[] to, int at) {
        int rest = value;
        int begin = at;
        if (value < 0) {
            if (value == Integer.MIN_VALUE) {
                return last(value % 10, to, write(value / 10, to, at));
            }
            to[begin++] = '-';
            rest = -value;
        }
        int end = begin + count(rest);
        int next = end;
        while (rest >= 100) {
            int hundreds = rest / 100;
            next -= 2;
            SHORT.set(to, next, PAIRS[rest - hundreds * 100]);
            rest = hundreds;
        }
        if (rest >= 10) {
            SHORT.set(to, next - 2, PAIRS[rest]);
        } else {
            to[next - 1] = (byte) ('0' + rest);
        }
        return end;
    }

    private static int last(int negative, byte[] to, int at) {
        to[at] = (byte) ('0' - negative);
        return at + 1;
    }

    private static int eight(int value, byte[] to, int at) {
        int high = value / 10_000;
        int low = value - high * 10_000;
        int first = high / 100;
        int third = low / 100;
        SHORT.set(to, at, PAIRS[first]);
        SHORT.set(to, at + 2, PAIRS[high - first * 100]);
        SHORT.set(to, at + 4, PAIRS[third]);
        SHORT.set(to, at + 6, PAIRS[low - third * 100]);
        return at + 8;
    }

    /** How many digits a number that is not negative has. */
    private static int count(int value) {
        // a bit is 0.301 digits
        int less = ((Integer.SIZE - Integer.numberOfLeadingZeros(value)) * 1_233) >> 12;
        return value >= POWERS[less] ? less + 1 : less;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/**
 * Reads and writes dates and times as ISO 8601 has them, in the years 1 to 9999, which are those of Delta. Owned by one
 * thread.
 */
final class IsoText {

    static final long MICROS_PER_DAY = 86_400_000_000L;
    /** 0001-01-01. */
    static final long MIN_DAY = -719_162;
    /** 9999-12-31. */
    static final long MAX_DAY = 2_932_896;

    static final long MIN_MICROS = MIN_DAY * MICROS_PER_DAY;
    static final long MAX_MICROS = (MAX_DAY + 1) * MICROS_PER_DAY - 1;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean good;

    private long day;
    private long micros;
    private boolean zoned;

    /** Reads {@code 2026-11-20}. */
    boolean isDate(byte[] source, int from, int to) {
        start(source, from, to);
        date();
        return good && at == end;
    }

    /** Reads {@code 2026-11-20T08:30[:15[.123456]]} with or without {@code Z} or an offset; not finer than microseconds. */
    boolean isDateTime(byte[] source, int from, int to) {
        start(source, from, to);
        date();
        if (!take('T') && !take(' ')) {
            return false;
        }
        long time = time();
        zoned = at < end;
        long offset = zoned ? offset() : 0;
        micros = day * MICROS_PER_DAY + time - offset;
        return good && at == end;
    }

    long day() {
        return day;
    }

    long micros() {
        return micros;
    }

    boolean zoned() {
        return zoned;
    }

    private void start(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        good = true;
    }

    private void date() {
        int year = number(4);
        expect('-');
        int month = number(2);
        expect('-');
        int dayOfMonth = number(2);
        good &= year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1;
        good = good && dayOfMonth <= daysOf(year, month);
        day = good ? toDay(year, month, dayOfMonth) : 0;
    }

    private long time() {
        int hour = number(2);
        expect(':');
        int minute = number(2);
        int second = 0;
        long fraction = 0;
        if (take(':')) {
            second = number(2);
            if (take('.')) {
                fraction = fraction();
            }
        }
        good &= hour <= 23 && minute <= 59 && second <= 59;
        return ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
    }

    private long fraction() {
        long fraction = 0;
        int digits = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            int digit = bytes[at++] - '0';
            if (digits++ < 6) {
                fraction = fraction * 10 + digit;
            } else {
                good &= digit == 0;
            }
        }
        good &= digits > 0;
        for (int i = digits; i < 6; i++) {
            fraction *= 10;
        }
        return fraction;
    }

    private long offset() {
        if (take('Z')) {
            return 0;
        }
        boolean west = take('-');
        if (!west) {
            expect('+');
        }
        int hours = number(2);
        int minutes = 0;
        if (at < end) {
            take(':');
            minutes = number(2);
        }
        good &= hours <= 18 && minutes <= 59;
        long offset = (hours * 60L + minutes) * 60_000_000;
        return west ? -offset : offset;
    }

    private int number(int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            if (at >= end || bytes[at] < '0' || bytes[at] > '9') {
                good = false;
                return 0;
            }
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }

    private void expect(char c) {
        good &= take(c);
    }

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Counts years from March, so that a leap day is the last of its year; eras of 400 years are alike. */
    private static long toDay(int year, int month, int dayOfMonth) {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1;
        return era * 146_097L + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    static void putDate(RowBuffer out, long epochDay) {
        int z = (int) (epochDay + 719_468);
        int era = z / 146_097;
        int dayOfEra = z - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        out.putDigits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        out.put('-');
        out.putDigits(month, 2);
        out.put('-');
        out.putDigits(dayOfYear - (153 * shifted + 2) / 5 + 1, 2);
    }

    /** Writes {@code 2026-11-20T08:30:15.123456}, without zeros that say nothing behind the seconds. */
    static void putDateTime(RowBuffer out, long epochMicros) {
        putDate(out, Math.floorDiv(epochMicros, MICROS_PER_DAY));
        long time = Math.floorMod(epochMicros, MICROS_PER_DAY);
        int seconds = (int) (time / 1_000_000);
        int fraction = (int) (time % 1_000_000);
        out.put('T');
        out.putDigits(seconds / 3_600, 2);
        out.put(':');
        out.putDigits(seconds / 60 % 60, 2);
        out.put(':');
        out.putDigits(seconds % 60, 2);
        if (fraction != 0) {
            out.put('.');
            if (fraction % 1_000 == 0) {
                out.putDigits(fraction / 1_000, 3);
            } else {
                out.putDigits(fraction, 6);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;

/** Writes moments and days. Owned by one thread at a time; arithmetic overflow comes out as an exception. */
@SuppressWarnings("JavaUtilDate") // applications still have them
final class TimeEncoder {

    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final EventBytes out;
    private final TextEncoder texts;

    TimeEncoder(EventBytes out, TextEncoder texts) {
        this.out = out;
        this.texts = texts;
    }

    static boolean isTime(Object value) {
        return value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof Date
                || value instanceof Calendar;
    }

    /** Returns false if it is no time. */
    boolean write(Object value) {
        if (value instanceof Instant) {
            instant((Instant) value);
        } else if (value instanceof LocalDate) {
            out.zigzag(EventTags.VALUE_DATE, day((LocalDate) value));
        } else if (value instanceof LocalDateTime) {
            Instant wall = ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
            micros(EventTags.VALUE_LOCAL_TIMESTAMP, wall.getEpochSecond(), wall.getNano());
        } else if (value instanceof OffsetDateTime) {
            OffsetDateTime moment = (OffsetDateTime) value;
            micros(EventTags.VALUE_TIMESTAMP, moment.toEpochSecond(), moment.getNano());
        } else if (value instanceof ZonedDateTime) {
            ZonedDateTime moment = (ZonedDateTime) value;
            micros(EventTags.VALUE_TIMESTAMP, moment.toEpochSecond(), moment.getNano());
        } else if (value instanceof Date) {
            date((Date) value);
        } else if (value instanceof Calendar) {
            instant(((Calendar) value).toInstant());
        } else {
            return false;
        }
        return true;
    }

    /** The dates of JDBC are no moments. They are told by name, because their module need not be there. */
    private void date(Date value) {
        String type = value.getClass().getName();
        if (type.equals("java.sql.Date")) {
            out.zigzag(EventTags.VALUE_DATE, day(LocalDate.parse(value.toString())));
        } else if (type.equals("java.sql.Time")) {
            texts.write(EventTags.VALUE_STRING, value.toString());
        } else {
            instant(value.toInstant());
        }
    }

    /** A sint32 in the schema; the last years of LocalDate's range do not fit. */
    private static int day(LocalDate value) {
        return Math.toIntExact(value.toEpochDay());
    }

    private void instant(Instant value) {
        micros(EventTags.VALUE_TIMESTAMP, value.getEpochSecond(), value.getNano());
    }

    private void micros(int tag, long epochSecond, int nano) {
        long micros = Math.addExact(Math.multiplyExact(epochSecond, MICROS_PER_SECOND), nano / 1000);
        out.fixed64(tag, micros);
    }
}

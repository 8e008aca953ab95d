// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Writes the kind of a value that is not nested. Owned by one thread at a time; what the application throws comes out. */
final class ScalarEncoder {

    private final EventBytes out;
    private final TextEncoder texts;
    private final TimeEncoder times;
    private final FieldProblems problems;
    private final int decimalDigits;
    private final @Nullable Redactor redactor;

    ScalarEncoder(
            EventBytes out,
            TextEncoder texts,
            FieldProblems problems,
            EventLimits limits,
            @Nullable Redactor redactor) {
        this.redactor = redactor;
        this.out = out;
        this.texts = texts;
        this.times = new TimeEncoder(out, texts);
        this.problems = problems;
        this.decimalDigits = Math.min(limits.textBytes(), 10_000);
    }

    /** Whether a value is written as what its own code says it is. */
    boolean isText(@Nullable Object value) {
        return value instanceof CharSequence
                || (value != null && !ValueEncoder.isNested(value) && !TimeEncoder.isTime(value));
    }

    /** Whether a value that is not null is written as a text. */
    static boolean becomesText(Object value) {
        return !(ValueEncoder.isNested(value)
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof AtomicBoolean
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble
                || TimeEncoder.isTime(value));
    }

    /** Whether writing a value runs no code of the application for sure. */
    static boolean isHarmless(@Nullable Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double
                || value == null;
    }

    /** Returns false if the value has no text. */
    boolean write(Object value) {
        if (value instanceof String) {
            string((String) value);
        } else if (value instanceof CharSequence) {
            texts.write(
                    EventTags.VALUE_STRING,
                    redactor == null ? (CharSequence) value : redactor.text((CharSequence) value));
        } else if (value instanceof Number) {
            return number((Number) value);
        } else if (value instanceof Boolean) {
            bool((Boolean) value);
        } else if (value instanceof Enum) {
            string(((Enum<?>) value).name());
        } else if (value instanceof Character) {
            character((Character) value);
        } else if (value instanceof byte[]) {
            texts.binary(EventTags.VALUE_BYTES, (byte[]) value);
        } else if (!times.write(value)) {
            return rare(value);
        }
        return true;
    }

    private void string(String value) {
        CharSequence shown = redactor == null ? value : redactor.text(value);
        if (shown instanceof String) {
            texts.write(EventTags.VALUE_STRING, (String) shown);
        } else {
            texts.write(EventTags.VALUE_STRING, shown);
        }
    }

    private void character(char value) {
        if (redactor != null) {
            string(String.valueOf(value));
            return;
        }
        out.ensure(TextEncoder.OVERHEAD_BYTES);
        out.length = EventBytes.putScalar(out.array, out.length, EventTags.VALUE_STRING, Utf8.valid(value));
    }

    private void bool(boolean value) {
        out.varint(EventTags.VALUE_BOOL, value ? 1 : 0);
    }

    private boolean number(Number value) {
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder) {
            out.zigzag(EventTags.VALUE_INT, value.longValue());
        } else if (value instanceof Double) {
            number(value.doubleValue());
        } else if (value instanceof Float) {
            out.fixed32(EventTags.VALUE_FLOAT, Float.floatToRawIntBits(value.floatValue()));
        } else if (value instanceof BigDecimal) {
            decimal((BigDecimal) value);
        } else if (value instanceof BigInteger) {
            decimal((BigInteger) value);
        } else {
            return text(value);
        }
        return true;
    }

    private void number(double value) {
        out.fixed64(EventTags.VALUE_DOUBLE, Double.doubleToRawLongBits(value));
    }

    /** Plain notation of 1E+1000000000 would be a gigabyte, so the digits are counted first. */
    private void decimal(BigDecimal value) {
        long digits = (long) value.precision() + Math.abs((long) value.scale());
        if (digits > decimalDigits) {
            tooLarge();
        } else {
            whole(value.toPlainString());
        }
    }

    private void decimal(BigInteger value) {
        // Ten bits are three digits; turning many into text takes quadratic time.
        if (value.bitLength() / 10L * 3 > decimalDigits) {
            tooLarge();
        } else {
            whole(value.toString());
        }
    }

    /** Half a number is another number. */
    private void whole(String digits) {
        if (digits.length() > texts.textBytes) {
            tooLarge();
            return;
        }
        out.ensure(TextEncoder.OVERHEAD_BYTES + digits.length());
        texts.write(EventTags.VALUE_DECIMAL, digits);
    }

    private void tooLarge() {
        problems.count(FieldProblem.NUMBER_TOO_LARGE);
        nothing();
    }

    private void nothing() {
        out.varint(EventTags.VALUE_NULL, 1);
    }

    private boolean rare(Object value) {
        if (value instanceof OptionalLong) {
            OptionalLong number = (OptionalLong) value;
            optional(number.isPresent(), number.orElse(0));
        } else if (value instanceof OptionalInt) {
            OptionalInt number = (OptionalInt) value;
            optional(number.isPresent(), number.orElse(0));
        } else if (value instanceof OptionalDouble) {
            OptionalDouble number = (OptionalDouble) value;
            if (number.isPresent()) {
                number(number.getAsDouble());
            } else {
                nothing();
            }
        } else if (value instanceof AtomicBoolean) {
            bool(((AtomicBoolean) value).get());
        } else if (value instanceof ByteBuffer) {
            ByteBuffer view = ((ByteBuffer) value).duplicate();
            byte[] content = new byte[Math.min(view.remaining(), out.room())];
            view.get(content);
            texts.binary(EventTags.VALUE_BYTES, content);
        } else {
            return text(value);
        }
        return true;
    }

    private void optional(boolean present, long value) {
        if (present) {
            out.zigzag(EventTags.VALUE_INT, value);
        } else {
            nothing();
        }
    }

    private boolean text(Object value) {
        String text = value.toString();
        if (text == null) {
            return false;
        }
        string(text);
        return true;
    }
}

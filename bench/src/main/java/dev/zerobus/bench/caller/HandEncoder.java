// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Protobuf written by hand for two events of which everything but the values is known: names and constants are encoded once,
 * lengths have one byte, or two, by what can be in them. ASCII only. Stateless.
 */
final class HandEncoder {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte FIELD = 10 << 3 | 2;
    private static final byte[] EVENT = text(2, "order_placed");
    private static final byte[] INFO = text(4, "INFO");
    private static final byte[] LOGGER = text(5, Order.LOGGER);
    private static final byte[] ORDER_ID = text(1, "order_id");
    private static final byte[] CUSTOMER = text(1, "customer");
    private static final byte[] AMOUNT = text(1, "amount");
    private static final byte[] EXPRESS = text(1, "express");
    private static final byte[] REGION = text(1, "region");
    private static final byte[] STATUS = text(1, "status");
    private static final byte[] REQUEST_ID = text(1, "request_id");
    private static final byte[] TENANT = text(1, "tenant");
    private static final byte[] ITEMS = text(1, "items");
    private static final byte[] WEIGHT = text(1, "weight");

    private static final int FIRST_GAP = Order.TEMPLATE.indexOf("{}");
    private static final int SECOND_GAP = Order.TEMPLATE.indexOf("{}", FIRST_GAP + 1);

    private HandEncoder() {}

    /** Tag, length and content of a text up to 127 bytes, for constants. */
    static byte[] text(int field, String content) {
        byte[] all = new byte[content.length() + 2];
        all[0] = (byte) (field << 3 | 2);
        all[1] = (byte) content.length();
        System.arraycopy(CallerFacts.ascii(content), 0, all, 2, content.length());
        return all;
    }

    /** The twelve fields of {@link EmitSubject}: severity, message and ten values. */
    static int fields(byte[] to, long micros, int number) {
        int at = time(to, 0, micros);
        at = copy(to, at, EVENT);
        to[at++] = 3 << 3;
        to[at++] = 9;
        at = shortText(to, at, 6, Order.MESSAGE);
        at = integer(to, at, ORDER_ID, number);
        at = textField(to, at, CUSTOMER, "c-48213377");
        at = real(to, at, AMOUNT, 9.5 + (number & 7));
        at = integer(to, at, EXPRESS, number & 1);
        at = textField(to, at, REGION, "eu-west-1");
        at = textField(to, at, STATUS, "OK");
        at = textField(to, at, REQUEST_ID, Order.request(number >>> 3));
        at = textField(to, at, TENANT, "acme-corp");
        at = integer(to, at, ITEMS, 3);
        return single(to, at, WEIGHT, 1.25f);
    }

    /** Level, logger, thread, message with its arguments filled in, and three entries of the MDC. */
    static int logEvent(byte[] to, long micros, CallerFacts facts, String order, long customer) {
        int at = time(to, 0, micros);
        at = copy(to, at, INFO);
        at = copy(to, at, LOGGER);
        at = copy(to, at, facts.thread);
        to[at++] = 6 << 3 | 2;
        int begin = at + 2;
        at = ascii(to, begin, Order.TEMPLATE, 0, FIRST_GAP);
        at = ascii(to, at, order, 0, order.length());
        at = ascii(to, at, Order.TEMPLATE, FIRST_GAP + 2, SECOND_GAP);
        at = decimal(to, at, customer);
        at = ascii(to, at, Order.TEMPLATE, SECOND_GAP + 2, Order.TEMPLATE.length());
        to[begin - 2] = (byte) ((at - begin) | 0x80);
        to[begin - 1] = (byte) ((at - begin) >>> 7);
        String[] context = facts.context;
        for (int i = 0; i < context.length; i += 2) {
            to[at] = FIELD;
            int entry = at + 2;
            at = shortText(to, entry, 1, context[i]);
            at = shortText(to, at, 2, context[i + 1]);
            to[entry - 1] = (byte) (at - entry);
        }
        return at;
    }

    private static int time(byte[] to, int at, long micros) {
        to[at] = 1 << 3 | 1;
        LONG.set(to, at + 1, micros);
        return at + 9;
    }

    private static int integer(byte[] to, int at, byte[] name, long value) {
        int next = open(to, at, name);
        to[next++] = 3 << 3;
        for (long rest = value; ; rest >>>= 7) {
            if ((rest & ~0x7FL) == 0) {
                to[next++] = (byte) rest;
                return close(to, at, next);
            }
            to[next++] = (byte) (rest | 0x80);
        }
    }

    private static int real(byte[] to, int at, byte[] name, double value) {
        int next = open(to, at, name);
        to[next] = 4 << 3 | 1;
        LONG.set(to, next + 1, Double.doubleToRawLongBits(value));
        return close(to, at, next + 9);
    }

    private static int single(byte[] to, int at, byte[] name, float value) {
        int next = open(to, at, name);
        to[next] = 5 << 3 | 5;
        INT.set(to, next + 1, Float.floatToRawIntBits(value));
        return close(to, at, next + 5);
    }

    private static int textField(byte[] to, int at, byte[] name, String value) {
        return close(to, at, shortText(to, open(to, at, name), 2, value));
    }

    private static int open(byte[] to, int at, byte[] name) {
        to[at] = FIELD;
        return copy(to, at + 2, name);
    }

    private static int close(byte[] to, int at, int end) {
        to[at + 1] = (byte) (end - at - 2);
        return end;
    }

    private static int shortText(byte[] to, int at, int field, String content) {
        to[at] = (byte) (field << 3 | 2);
        to[at + 1] = (byte) content.length();
        return ascii(to, at + 2, content, 0, content.length());
    }

    private static int copy(byte[] to, int at, byte[] what) {
        System.arraycopy(what, 0, to, at, what.length);
        return at + what.length;
    }

    /** The fastest copy that the JDK has, and right for ASCII only. */
    @SuppressWarnings("deprecation")
    private static int ascii(byte[] to, int at, String content, int from, int end) {
        content.getBytes(from, end, to, at);
        return at + end - from;
    }

    private static int decimal(byte[] to, int at, long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--, rest /= 10) {
            to[i] = (byte) ('0' + rest % 10);
        }
        return at + digits;
    }
}

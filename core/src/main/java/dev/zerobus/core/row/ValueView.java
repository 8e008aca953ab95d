// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/** One value of an event, read in place: no object is made for what it holds. Owned by one thread, used again and again. */
final class ValueView {

    /** Kinds; the numbers are those of the fields of {@code Value} in event.proto. */
    static final int BOOL = 2;

    static final int INT = 3;
    static final int DOUBLE = 4;
    static final int FLOAT = 5;
    static final int STRING = 6;
    static final int BYTES = 7;
    static final int TIMESTAMP = 8;
    static final int LOCAL_TIMESTAMP = 9;
    static final int DATE = 10;
    static final int DECIMAL = 11;
    static final int LIST = 12;
    static final int MAP = 13;
    static final int NULL = 14;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTE_STRING = 2;
    private static final int FIXED32 = 5;

    private static final byte[] NONE = new byte[0];

    /** A value of no kind at all is a null. */
    int kind = NULL;
    /** BOOL, INT, TIMESTAMP, LOCAL_TIMESTAMP and DATE; the bits of DOUBLE and FLOAT. */
    long number;
    /** Where STRING, BYTES, DECIMAL, LIST and MAP lie. */
    byte[] bytes = NONE;

    int from;
    int to;

    byte[] nameBytes = NONE;
    int nameFrom;
    int nameTo;

    /** Reads a message {@code Value}, which ends at the cursor's limit. */
    void read(Cursor in) {
        bytes = in.bytes;
        nameBytes = in.bytes;
        nameFrom = 0;
        nameTo = 0;
        kind = NULL;
        while (in.more()) {
            readField(in, in.tag());
        }
    }

    private void readField(Cursor in, int tag) {
        switch (tag) {
            case 1 << 3 | BYTE_STRING:
                int nameLength = in.length();
                nameFrom = in.at;
                nameTo = in.at += nameLength;
                break;
            case BOOL << 3 | VARINT:
                set(BOOL, in.varint() == 0 ? 0 : 1);
                break;
            case INT << 3 | VARINT:
                set(INT, zigZag(in.varint()));
                break;
            case DATE << 3 | VARINT:
                set(DATE, zigZag(in.varint() & 0xFFFF_FFFFL));
                break;
            case NULL << 3 | VARINT:
                set(NULL, in.varint());
                break;
            case DOUBLE << 3 | FIXED64:
            case TIMESTAMP << 3 | FIXED64:
            case LOCAL_TIMESTAMP << 3 | FIXED64:
                set(tag >>> 3, in.fixed64());
                break;
            case FLOAT << 3 | FIXED32:
                set(FLOAT, in.fixed32());
                break;
            case STRING << 3 | BYTE_STRING:
            case BYTES << 3 | BYTE_STRING:
            case DECIMAL << 3 | BYTE_STRING:
            case LIST << 3 | BYTE_STRING:
            case MAP << 3 | BYTE_STRING:
                int length = in.length();
                span(tag >>> 3, in.bytes, in.at, in.at + length);
                in.at += length;
                break;
            default:
                in.skip(tag);
                break;
        }
    }

    private static long zigZag(long n) {
        return (n >>> 1) ^ -(n & 1);
    }

    void set(int newKind, long newNumber) {
        kind = newKind;
        number = newNumber;
    }

    void span(int newKind, byte[] source, int newFrom, int newTo) {
        kind = newKind;
        bytes = source;
        from = newFrom;
        to = newTo;
    }

    void copy(ValueView other) {
        set(other.kind, other.number);
        span(other.kind, other.bytes, other.from, other.to);
        nameBytes = other.nameBytes;
        nameFrom = other.nameFrom;
        nameTo = other.nameTo;
    }

    void name(byte[] ascii) {
        nameBytes = ascii;
        nameFrom = 0;
        nameTo = ascii.length;
    }

    double asDouble() {
        return Double.longBitsToDouble(number);
    }

    float asFloat() {
        return Float.intBitsToFloat((int) number);
    }

    int length() {
        return to - from;
    }

    /** As messages call the kind. */
    static String kindName(int kind) {
        switch (kind) {
            case BOOL:
                return "a boolean";
            case INT:
                return "a whole number";
            case DOUBLE:
                return "a double";
            case FLOAT:
                return "a float";
            case STRING:
                return "a text";
            case BYTES:
                return "a byte array";
            case TIMESTAMP:
                return "an instant";
            case LOCAL_TIMESTAMP:
                return "a local date and time";
            case DATE:
                return "a date";
            case DECIMAL:
                return "an exact number";
            case LIST:
                return "a list";
            case MAP:
                return "a map";
            default:
                return "null";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/** Reads the wire format of protobuf from a stretch of bytes. Owned by one thread. */
final class Cursor {

    byte[] bytes = new byte[0];
    int at;
    int limit;

    void over(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        limit = to;
    }

    boolean more() {
        return at < limit;
    }

    /** Reads a field's number and wire type. */
    int tag() {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw RowFailure.unreadable();
        }
        return (int) tag;
    }

    long varint() {
        if (at < limit && bytes[at] >= 0) {
            return bytes[at++];
        }
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= limit) {
                throw RowFailure.unreadable();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw RowFailure.unreadable();
    }

    /** Reads the length of what follows, all of which is there. */
    int length() {
        long length = varint();
        if (length < 0 || length > limit - at) {
            throw RowFailure.unreadable();
        }
        return (int) length;
    }

    int fixed32() {
        if (limit - at < 4) {
            throw RowFailure.unreadable();
        }
        int value = (int) LittleEndian.INTS.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    long fixed64() {
        if (limit - at < 8) {
            throw RowFailure.unreadable();
        }
        long value = (long) LittleEndian.LONGS.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    /** Passes over a field that is not known here. */
    void skip(int tag) {
        switch (tag & 7) {
            case 0:
                varint();
                break;
            case 1:
                fixed64();
                break;
            case 2:
                int length = length(); // first: it moves the place itself
                at += length;
                break;
            case 5:
                fixed32();
                break;
            default:
                throw RowFailure.unreadable();
        }
    }
}

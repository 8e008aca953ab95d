// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Looks at the array inside a ByteString without copying it, where there is one; nobody writes to it. */
final class RawBytes extends ByteOutput {

    byte[] array = {};
    int from;
    int to;
    private int parts;

    private RawBytes() {}

    static RawBytes of(ByteString bytes) {
        RawBytes raw = new RawBytes();
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, raw);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (raw.parts != 1) {
            raw.array = bytes.toByteArray();
            raw.from = 0;
            raw.to = raw.array.length;
        }
        return raw;
    }

    @Override
    public void write(byte value) {
        parts = 2;
    }

    @Override
    public void write(byte[] value, int offset, int length) {
        writeLazy(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) {
        array = value;
        from = offset;
        to = offset + length;
        parts++;
    }

    @Override
    public void write(ByteBuffer value) {
        parts = 2;
    }

    @Override
    public void writeLazy(ByteBuffer value) {
        parts = 2;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads the payloads drawn in {@link FrameLayout}. Stateless. */
final class Payloads {

    private static final int PREFIX_BYTES = 1 + Long.BYTES;

    private Payloads() {}

    static byte[] rows(long descriptorId, List<ByteString> rows) {
        long size = (long) PREFIX_BYTES + CodedOutputStream.computeUInt32SizeNoTag(rows.size());
        for (ByteString row : rows) {
            size += CodedOutputStream.computeBytesSizeNoTag(row);
        }
        if (size > FrameLayout.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a request of " + size + " bytes is more than the log takes: " + FrameLayout.MAX_PAYLOAD_BYTES);
        }
        byte[] payload = new byte[(int) size];
        ByteBuffer.wrap(payload).put(FrameLayout.KIND_ROWS).putLong(descriptorId);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(payload, PREFIX_BYTES, payload.length - PREFIX_BYTES);
            out.writeUInt32NoTag(rows.size());
            for (ByteString row : rows) {
                out.writeBytesNoTag(row);
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("the size was counted just now", e);
        }
        return payload;
    }

    static byte[] descriptor(LogDescriptor descriptor) {
        byte[] name = descriptor.table().fullName().getBytes(StandardCharsets.UTF_8);
        byte[] message = descriptor.message().toByteArray();
        return ByteBuffer.allocate(PREFIX_BYTES + Short.BYTES + name.length + message.length)
                .put(FrameLayout.KIND_DESCRIPTOR)
                .putLong(descriptor.id())
                .putShort((short) name.length)
                .put(name)
                .put(message)
                .array();
    }

    static byte kind(byte[] payload) {
        return payload[0];
    }

    /** Returns the number of the descriptor that the payload is or refers to. */
    static long descriptorId(byte[] payload) throws IOException {
        if (payload.length < PREFIX_BYTES) {
            throw new IOException("a frame of " + payload.length + " bytes holds no number of a descriptor");
        }
        return ByteBuffer.wrap(payload).getLong(1);
    }

    static LogDescriptor parseDescriptor(byte[] payload) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(payload).position(1);
            long id = in.getLong();
            byte[] name = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(name);
            TableName table = TableName.of(new String(name, StandardCharsets.UTF_8));
            return new LogDescriptor(id, table, DescriptorProto.parseFrom(in));
        } catch (RuntimeException e) {
            throw new IOException("a frame holds no descriptor", e);
        }
    }

    /** Returns the rows as slices of the payload, which must not change any more. */
    static List<ByteString> parseRows(byte[] payload) throws IOException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(payload, PREFIX_BYTES, payload.length - PREFIX_BYTES)
                .newCodedInput();
        in.enableAliasing(true);
        int count = in.readUInt32();
        if (count < 0 || count > payload.length) {
            throw new IOException("a frame of " + payload.length + " bytes says that it holds " + count + " rows");
        }
        List<ByteString> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(in.readBytes());
        }
        return rows;
    }
}

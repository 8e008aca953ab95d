// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A table and the protobuf message of its rows, under the number by which entries refer to them. The number is made from the
 * content, so equal descriptors have equal numbers in all segments and over restarts. Immutable.
 *
 * @param id the number: the first 8 bytes of SHA-256 over name, a zero byte and descriptor
 * @param table the table
 * @param message the rows' message
 */
public record LogDescriptor(long id, TableName table, DescriptorProto message) {

    /**
     * Numbers a descriptor.
     *
     * @param table the table
     * @param message the rows' message
     * @return the descriptor with its number
     */
    static LogDescriptor of(TableName table, DescriptorProto message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(table.fullName().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.toByteArray());
            return new LogDescriptor(ByteBuffer.wrap(digest.digest()).getLong(), table, message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableSchema;

/**
 * Decodes the rows of one client descriptor into the columns of one table. Fields are found by name; their numbers and order
 * are the client's. Owned by the materialiser's thread.
 */
public final class RowDecoder {

    private final MessagePlan plan;
    private final RowBytes row = new RowBytes();

    private RowDecoder(MessagePlan plan) {
        this.plan = plan;
    }

    /**
     * Compiles a decoder.
     *
     * @param table the table
     * @param descriptor the message that the rows are
     * @return the decoder
     * @throws IllegalArgumentException if a field can not fill its column, or a NOT NULL column has no field
     */
    public static RowDecoder compile(TableSchema table, DescriptorProto descriptor) {
        return new RowDecoder(new PlanCompiler(descriptor).message("", table.columns(), descriptor, 0, 0));
    }

    /**
     * Decodes one row.
     *
     * @param bytes the message
     * @param file where its values go; if this throws, the file has to be given up
     * @throws IllegalStateException if the row does not fit, which validation should have seen
     */
    public void decode(ByteString bytes, DataFile file) {
        row.load(bytes);
        plan.scan(row, 0, row.size());
        plan.emit(row, file.writers(), 0);
        file.endRow(bytes.size());
    }
}

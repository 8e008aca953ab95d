// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;

/**
 * What one stream sends into one table: made once when the stream opens, then asked for every record.
 *
 * <p>Immutable and safe from any thread.
 */
public final class StreamSchema {

    /** The largest record, in bytes (Zerobus public documentation: 10 MB). */
    public static final int MAX_RECORD_BYTES = 10 * 1024 * 1024;

    private final TableSchema table;
    private final DescriptorProto descriptor;

    private StreamSchema(TableSchema table, DescriptorProto descriptor) {
        this.table = table;
        this.descriptor = descriptor;
    }

    /**
     * Compares a client's message with a table.
     *
     * @param table the table
     * @param client the client's {@code descriptor_proto}
     * @return the schema of the stream
     * @throws SchemaMismatch if the message does not fit, with everything that is wrong
     */
    public static StreamSchema negotiate(TableSchema table, DescriptorProto client) throws SchemaMismatch {
        return new StreamSchema(table, client);
    }

    /**
     * Makes the schema of a stream of JSON records.
     *
     * @param table the table
     * @return the schema; its {@link #descriptor} is the table's own row message
     */
    public static StreamSchema forJson(TableSchema table) {
        return new StreamSchema(table, RowDescriptor.of(table));
    }

    /**
     * Checks a record; when this returns the row can be decoded and written into the table.
     *
     * @param row a message of the negotiated descriptor
     * @throws BadRecord if it does not fit the table
     */
    public void check(ByteString row) throws BadRecord {
        if (row.size() > MAX_RECORD_BYTES) {
            throw new BadRecord("", "too large");
        }
    }

    /**
     * Turns a JSON record into a row of {@link #descriptor} and checks it.
     *
     * @param json one JSON object, keyed by column name
     * @return the row
     * @throws BadRecord if it does not fit the table
     */
    public ByteString fromJson(String json) throws BadRecord {
        if (json.length() > MAX_RECORD_BYTES) {
            throw new BadRecord("", "too large");
        }
        return ByteString.EMPTY;
    }

    /**
     * Returns the message that the rows of this stream are: what the client sent, cut down to what a row needs. Type names
     * inside are complete for a file without a package (such as {@code .Row.Nested}).
     *
     * @return the descriptor; the same instance each time
     */
    public DescriptorProto descriptor() {
        return descriptor;
    }

    /**
     * Returns the table.
     *
     * @return its schema when the stream opened
     */
    public TableSchema table() {
        return table;
    }
}

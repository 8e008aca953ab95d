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
    private final RowMessage plan;

    private StreamSchema(TableSchema table, DescriptorProto descriptor, RowMessage plan) {
        this.table = table;
        this.descriptor = descriptor;
        this.plan = plan;
    }

    /**
     * Compares a client's message with a table.
     *
     * <p>Fields go to columns by name, without case. A nullable column may be left out and is null then; a NOT NULL column
     * needs a field, though not a {@code required} one: every record is asked for it. Field numbers rise in the order of
     * the columns, gaps are allowed. Types must be the ones that the service documents for the column.
     *
     * @param table the table
     * @param client the client's {@code descriptor_proto}
     * @return the schema of the stream
     * @throws SchemaMismatch if the message does not fit, with everything that is wrong
     */
    public static StreamSchema negotiate(TableSchema table, DescriptorProto client) throws SchemaMismatch {
        DescriptorMatcher matcher = new DescriptorMatcher(table, client);
        if (!matcher.problems().isEmpty()) {
            throw new SchemaMismatch(table.name().fullName(), matcher.problems());
        }
        return new StreamSchema(table, matcher.descriptor(), matcher.plan());
    }

    /**
     * Makes the schema of a stream of JSON records.
     *
     * @param table the table
     * @return the schema; its {@link #descriptor} is the table's own row message
     * @throws IllegalArgumentException if a column's type can not be said in protobuf; the message names the column
     */
    public static StreamSchema forJson(TableSchema table) {
        DescriptorProto own = RowDescriptor.of(table);
        DescriptorMatcher matcher = new DescriptorMatcher(table, own);
        if (!matcher.problems().isEmpty()) {
            throw new IllegalStateException("the table's own row message does not fit it: " + matcher.problems());
        }
        return new StreamSchema(table, own, matcher.plan());
    }

    /**
     * Checks a record; when this returns the row can be decoded and written into the table. An ARRAY or MAP that is not
     * there is null if its column may be null, else empty; so is a value in an entry of a MAP; a key that is not there is
     * its type's default.
     *
     * @param row a message of the negotiated descriptor
     * @throws BadRecord if it does not fit the table
     */
    public void check(ByteString row) throws BadRecord {
        if (row.size() > MAX_RECORD_BYTES) {
            throw tooLarge(row.size());
        }
        RawBytes raw = RawBytes.of(row);
        RowChecker.check(plan, raw.array, raw.from, raw.to);
    }

    private static BadRecord tooLarge(long bytes) {
        return new BadRecord("", "the record has " + bytes + " bytes: " + MAX_RECORD_BYTES + " are allowed");
    }

    /**
     * Turns a JSON record into a row of {@link #descriptor} and checks it.
     *
     * @param json one JSON object, keyed by column name (case does not matter)
     * @return the row
     * @throws BadRecord if it does not fit the table
     */
    public ByteString fromJson(String json) throws BadRecord {
        // a character is at least one byte of UTF-8
        if (json.length() > MAX_RECORD_BYTES) {
            throw tooLarge(json.length());
        }
        ByteString row = JsonRow.encode(plan, json);
        check(row);
        return row;
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

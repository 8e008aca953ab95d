// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;

/**
 * How events become rows of one table, compiled from its schema. Mutable inside: owned by one thread, the drain of the
 * lane; it may be compiled on another one and handed over.
 *
 * <p>Application fields go to the column of their name (ASCII letters compared without case), or to those that a {@link
 * ColumnMapping} gives them; the last one of a name wins. What the event itself carries (name, time, message ...) goes to columns of the names that {@code FixedField} lists, unless
 * the application has a field of that name; but {@code producer_id} and {@code seq} always come from the lane. Fields without
 * a column go to the catch-all column {@code attributes} if the table has one (MAP of STRING or VARIANT, or VARIANT), else
 * they are reported to {@link UnknownFields} and left out. {@link RowFacts} fill what is left. Which values convert to which columns is written in
 * {@code docs/decisions/0002-late-transcoding.md}.
 */
public final class RowPlan {

    /** The largest row unless told otherwise, in bytes: what every version of the service takes (Zerobus documentation). */
    public static final int DEFAULT_MAX_ROW_BYTES = 4_194_285;

    /** The largest row that today's service takes, in bytes (Zerobus documentation: 10 MB). */
    public static final int MAX_ROW_BYTES = 10_000_000;

    private static final int RECORDS_TAG = 0x0A;

    private final TableSchema schema;
    private final byte[] descriptorProto;
    private final int maxRowBytes;
    private final RowWriter writer;
    /** Bytes that the last row's length took: a guess for the next one, so that rows seldom have to be moved. */
    private int lengthBytes = 2;

    private RowPlan(TableSchema schema, int maxRowBytes, UnknownFields unknown, RowExtras extras) {
        this.schema = schema;
        this.descriptorProto = RowDescriptor.of(schema).toByteArray();
        this.maxRowBytes = maxRowBytes;
        this.writer = new RowWriter(schema, unknown, extras);
    }

    /**
     * Compiles a plan with the default limit that reports no unknown fields.
     *
     * @param schema the table
     * @return the plan
     * @throws IllegalArgumentException if a column's type can not be said in protobuf, see {@link RowDescriptor#of}
     */
    public static RowPlan compile(TableSchema schema) {
        return compile(schema, DEFAULT_MAX_ROW_BYTES, UnknownFields.IGNORED);
    }

    /**
     * Compiles a plan without facts and mapping.
     *
     * @param schema the table
     * @param maxRowBytes the largest row, 1 to {@value #MAX_ROW_BYTES} bytes
     * @param unknown hears of fields that neither have a column nor a catch-all column
     * @return the plan
     * @throws IllegalArgumentException if the limit is out of range, or a column's type can not be said in protobuf
     */
    public static RowPlan compile(TableSchema schema, int maxRowBytes, UnknownFields unknown) {
        return compile(schema, maxRowBytes, unknown, RowExtras.NONE);
    }

    /**
     * Compiles a plan.
     *
     * @param schema the table
     * @param maxRowBytes the largest row, 1 to {@value #MAX_ROW_BYTES} bytes
     * @param unknown hears of fields that neither have a column nor a catch-all column
     * @param extras what rows get besides what their event carries; what of it does not fit the table is left out and said
     *     in {@link PlanReport#notes}
     * @return the plan
     * @throws IllegalArgumentException if the limit is out of range, or a column's type can not be said in protobuf
     */
    public static RowPlan compile(TableSchema schema, int maxRowBytes, UnknownFields unknown, RowExtras extras) {
        if (maxRowBytes < 1 || maxRowBytes > MAX_ROW_BYTES) {
            throw new IllegalArgumentException(
                    "maxRowBytes is " + maxRowBytes + ": it has to be 1 to " + MAX_ROW_BYTES + ", the service's limit");
        }
        return new RowPlan(schema, maxRowBytes, unknown, extras);
    }

    /**
     * Returns the descriptor of the rows, as a stream is opened with.
     *
     * @return a serialized {@code google.protobuf.DescriptorProto}; a copy
     */
    public byte[] descriptorProto() {
        return descriptorProto.clone();
    }

    /**
     * Returns how the columns are filled.
     *
     * @return for people
     */
    public PlanReport report() {
        return writer.report();
    }

    /**
     * Returns how many fields of events the catch-all column has taken.
     *
     * @return how many since the plan was compiled
     */
    public long caughtFields() {
        return writer.caughtFields();
    }

    /** How many rows were written on the straight way, for tests. */
    long straightRows() {
        return writer.straightRows();
    }

    /**
     * Returns the table.
     *
     * @return the schema that the plan was compiled from
     */
    public TableSchema schema() {
        return schema;
    }

    /**
     * Appends one event as a row, in the form of an entry of {@code ProtoEncodedRecordBatch}: tag, length, row.
     *
     * @param event holds the event's bytes, as {@code event.proto} says
     * @param offset where they begin
     * @param length how many there are
     * @param id goes to {@code producer_id}
     * @param seq goes to {@code seq}
     * @param out takes the entry; left as it was if the event has to be set aside
     * @return {@link RowOutcome#WRITTEN}, or why the event has to be set aside; never throws, whatever the bytes are
     */
    public RowOutcome encode(byte[] event, int offset, int length, RowIdentity id, long seq, RowBuffer out) {
        int before = out.length();
        // the limit stops a row that grows without end; the exact size is checked below
        out.limit((int) Math.min(Integer.MAX_VALUE - 64, (long) before + maxRowBytes + 64));
        RowOutcome outcome;
        try {
            outcome = append(event, offset, length, id, seq, out);
        } catch (RowFailure e) {
            outcome = e.reason == SetAsideReason.ROW_TOO_LARGE
                    ? tooLarge()
                    : RowOutcome.setAside(e.reason, e.column, e.text);
        } catch (RuntimeException e) {
            // an error of ours costs this event, and not the drain
            outcome = RowOutcome.setAside(
                    SetAsideReason.UNREADABLE,
                    null,
                    RowFailure.unreadable().text + " (" + e.getClass().getName() + ")");
        } finally {
            out.noLimit();
        }
        if (!outcome.written()) {
            out.truncate(before);
        }
        return outcome;
    }

    private RowOutcome append(byte[] event, int offset, int length, RowIdentity id, long seq, RowBuffer out) {
        if (offset < 0 || length < 0 || length > event.length - offset) {
            throw RowFailure.unreadable();
        }
        out.put(RECORDS_TAG);
        for (int i = 0; i < lengthBytes; i++) {
            out.put(0);
        }
        int start = out.length();
        writer.write(event, offset, offset + length, id, seq, out);
        if (out.length() - start > maxRowBytes) {
            return tooLarge();
        }
        lengthBytes = out.end(start, lengthBytes);
        return RowOutcome.WRITTEN;
    }

    private RowOutcome tooLarge() {
        return RowOutcome.setAside(
                SetAsideReason.ROW_TOO_LARGE,
                null,
                "the row for table " + schema.name() + " is larger than " + maxRowBytes
                        + " bytes: send less in one event, or raise the limit up to what the service takes");
    }
}

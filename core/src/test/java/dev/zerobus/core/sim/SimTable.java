// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shapes that the simulated table takes. The columns by which events are known again are in all of them. */
enum SimTable {
    BASE("note STRING"),
    GAINED("note STRING, extra STRING"),
    DROPPED("other STRING"),
    RETYPED("note BIGINT");

    /** What the tests look at in a row. */
    record Row(String producer, long seq, int id) {}

    private final TableSchema schema;
    private final byte[] descriptor;
    private final int producerField;
    private final int seqField;
    private final int idField;

    SimTable(String columns) {
        schema = CreateTable.parse(
                "CREATE TABLE main.sim.orders (producer_id STRING, seq BIGINT, id BIGINT, " + columns + ")");
        descriptor = RowDescriptor.of(schema).toByteArray();
        producerField = field("producer_id");
        seqField = field("seq");
        idField = field("id");
    }

    TableSchema schema() {
        return schema;
    }

    boolean isDescribedBy(byte[] descriptorProto) {
        return Arrays.equals(descriptor, descriptorProto);
    }

    private int field(String name) {
        List<String> names = schema.columns().stream().map(Column::name).toList();
        return RowDescriptor.fieldNumber(names.indexOf(name));
    }

    /** Reads the entries of a ProtoEncodedRecordBatch, which were encoded for this shape. */
    List<Row> rows(byte[] batch, int offset, int length) {
        List<Row> rows = new ArrayList<>();
        try {
            CodedInputStream in = CodedInputStream.newInstance(batch, offset, length);
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                if (tag != (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    throw new IOException("tag " + tag + " among the records");
                }
                int limit = in.pushLimit(in.readRawVarint32());
                rows.add(row(in));
                in.popLimit(limit);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a request can not be parsed: " + e, e);
        }
        return rows;
    }

    private Row row(CodedInputStream in) throws IOException {
        String producer = null;
        long seq = -1;
        int id = -1;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == producerField) {
                producer = in.readString();
            } else if (field == seqField) {
                seq = in.readInt64();
            } else if (field == idField) {
                id = (int) in.readInt64();
            } else {
                checkTail(field, tag);
                in.skipField(tag);
            }
        }
        return new Row(producer, seq, id);
    }

    private void checkTail(int field, int tag) throws IOException {
        boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (field > schema.columns().size() || text == (this == RETYPED)) {
            throw new IOException("field " + field + " with tag " + tag + " in a row of " + this);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.auth.Decision;
import dev.zerobus.server.record.SchemaMismatch;
import dev.zerobus.server.record.StreamSchema;
import dev.zerobus.server.wal.Wal;
import io.grpc.Metadata;
import io.grpc.Status;

/** Decides whether a stream may be opened: who asks, for which table, with which descriptor. Safe from any thread. */
final class StreamOpening {

    /** Names of the call's metadata (Zerobus public SDK). */
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    static final Metadata.Key<String> TABLE =
            Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER);

    private final AccessControl access;
    private final TableSource tables;
    private final Wal wal;
    private final Alterations alterations = new Alterations();

    StreamOpening(AccessControl access, TableSource tables, Wal wal) {
        this.access = access;
        this.tables = tables;
        this.wal = wal;
    }

    /** Looks at the call before any message: returns the table that it names. */
    TableName admit(Metadata headers) throws Refusal {
        String name = headers.get(TABLE);
        if (name == null) {
            throw Refusal.invalid("the header " + TABLE.name() + " is missing: set it to catalog.schema.table");
        }
        TableName table = parse(name, "the header " + TABLE.name());
        Decision decision = access.stream(headers.get(AUTHORIZATION), table);
        return switch (decision.outcome()) {
            case ALLOWED -> table;
            case PERMISSION_DENIED -> throw Refusal.of(Status.Code.PERMISSION_DENIED, decision.message());
            case UNAUTHENTICATED -> throw Refusal.of(Status.Code.UNAUTHENTICATED, decision.message());
        };
    }

    /** Runs an alteration of a table, to which no stream is opened meanwhile. */
    void closedDuring(TableName table, Runnable alteration) {
        alterations.during(table, alteration);
    }

    /** Whether the table may have other columns than those that were looked at when the stream was agreed on. */
    boolean isOutdated(TableName table, OpenStream opened) {
        return alterations.begun(table) != opened.alterations();
    }

    /** Why a stream is not opened to a table that is being altered. */
    static Refusal beingAltered(TableName table) {
        return Refusal.of(Status.Code.UNAVAILABLE, "table " + table + " is being altered: connect again");
    }

    /** Answers {@code create_stream}. */
    OpenStream open(TableName admitted, CreateIngestStreamRequest request) throws Refusal {
        if (!request.hasTableName()) {
            throw Refusal.invalid("create_stream has no table_name: set it to catalog.schema.table");
        }
        TableName asked = parse(request.getTableName(), "table_name");
        if (!asked.fullName().equalsIgnoreCase(admitted.fullName())) {
            throw Refusal.invalid("create_stream asks for table " + asked + ", but the header " + TABLE.name()
                    + " says " + admitted + ": send the same name in both");
        }
        long altered = alterations.begun(admitted);
        if (alterations.isUnderWay(admitted)) {
            throw beingAltered(admitted);
        }
        TableSchema table = tables.find(asked);
        if (table == null) {
            throw Refusal.of(
                    Status.Code.NOT_FOUND,
                    "table " + asked + " does not exist; tables are created by an administrator (create-table"
                            + " \"CREATE TABLE " + asked + " (...)\"), never by a stream");
        }
        boolean json = request.getRecordType() == RecordType.JSON;
        StreamSchema schema = json ? forJson(table) : negotiate(table, request);
        return new OpenStream(schema, json, wal.register(table.name(), schema.descriptor()), altered);
    }

    private static StreamSchema forJson(TableSchema table) throws Refusal {
        try {
            return StreamSchema.forJson(table);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("table " + table.name() + " can not take JSON records: " + e.getMessage());
        }
    }

    private static StreamSchema negotiate(TableSchema table, CreateIngestStreamRequest request) throws Refusal {
        if (request.getDescriptorProto().isEmpty()) {
            throw Refusal.invalid(
                    "create_stream of type PROTO has no descriptor_proto: send the DescriptorProto of the rows'"
                            + " message, or record_type JSON");
        }
        try {
            return StreamSchema.negotiate(table, DescriptorProto.parseFrom(request.getDescriptorProto()));
        } catch (InvalidProtocolBufferException e) {
            throw Refusal.invalid("descriptor_proto is not a google.protobuf.DescriptorProto (" + e.getMessage()
                    + "): send the descriptor of one message, not of a file");
        } catch (SchemaMismatch e) {
            throw Refusal.of(e);
        }
    }

    private static TableName parse(String name, String where) throws Refusal {
        try {
            return TableName.of(name);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(where + ": " + e.getMessage());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import dev.zerobus.proto.wire.IngestRecordRequest;
import dev.zerobus.proto.wire.JsonRecordBatch;
import dev.zerobus.server.record.BadRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the rows out of requests: all of them valid, or a refusal that says which one is not and why. Knows the offset that
 * must come next. Owned by the gRPC thread that serves the stream.
 */
final class RecordReader {

    private final OpenStream stream;
    private final int maxRecordBytes;
    private long nextOffset;

    RecordReader(OpenStream stream, int maxRecordBytes) {
        this.stream = stream;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Returns the offset that the next request must have. */
    long nextOffset() {
        return nextOffset;
    }

    /** Returns the rows of a request, whose offset was {@link #nextOffset} before. */
    List<ByteString> read(EphemeralStreamRequest request) throws Refusal {
        List<ByteString> rows = switch (request.getPayloadCase()) {
            case INGEST_RECORD -> List.of(row(request.getIngestRecord()));
            case INGEST_RECORD_BATCH -> rows(request.getIngestRecordBatch());
            case CREATE_STREAM ->
                throw Refusal.invalid(
                        "create_stream came twice: it is the first message of a stream, and of no other place");
            case PAYLOAD_NOT_SET ->
                throw Refusal.invalid("the request is empty: send ingest_record or ingest_record_batch");
        };
        nextOffset++;
        return rows;
    }

    private void checkOffset(boolean present, long offset) throws Refusal {
        if (!present || offset != nextOffset) {
            throw Refusal.invalid("expected offset_id " + nextOffset + ", got " + (present ? offset : "none")
                    + ": requests of a stream are numbered 0, 1, 2, ..., and a batch takes one number");
        }
    }

    private ByteString row(IngestRecordRequest single) throws Refusal {
        checkOffset(single.hasOffsetId(), single.getOffsetId());
        checkKind(
                single.getRecordCase() == IngestRecordRequest.RecordCase.RECORD_NOT_SET,
                single.getRecordCase() == IngestRecordRequest.RecordCase.JSON_RECORD);
        try {
            return stream.json() ? json(single.getJsonRecordBytes()) : proto(single.getProtoEncodedRecord());
        } catch (BadRecord e) {
            throw Refusal.invalid("offset " + nextOffset + ": " + e.getMessage());
        }
    }

    private List<ByteString> rows(IngestRecordBatchRequest batch) throws Refusal {
        checkOffset(batch.hasOffsetId(), batch.getOffsetId());
        checkKind(
                batch.getBatchCase() == IngestRecordBatchRequest.BatchCase.BATCH_NOT_SET,
                batch.getBatchCase() == IngestRecordBatchRequest.BatchCase.JSON_BATCH);
        int index = 0;
        try {
            if (!stream.json()) {
                List<ByteString> rows = batch.getProtoEncodedBatch().getRecordsList();
                for (; index < rows.size(); index++) {
                    proto(rows.get(index));
                }
                return rows;
            }
            JsonRecordBatch json = batch.getJsonBatch();
            List<ByteString> rows = new ArrayList<>(json.getRecordsCount());
            for (; index < json.getRecordsCount(); index++) {
                rows.add(json(json.getRecordsBytes(index)));
            }
            return rows;
        } catch (BadRecord e) {
            throw Refusal.invalid("offset " + nextOffset + ": "
                    + e.inBatch(index).getMessage() + "; nothing of this batch was taken");
        }
    }

    private void checkKind(boolean missing, boolean json) throws Refusal {
        if (missing) {
            throw Refusal.invalid("offset " + nextOffset + ": the request holds no records");
        }
        if (json != stream.json()) {
            throw Refusal.invalid("offset " + nextOffset + ": the request holds " + kind(json)
                    + " records, but the stream was created for " + kind(stream.json()));
        }
    }

    private static String kind(boolean json) {
        return json ? "JSON" : "PROTO";
    }

    private ByteString proto(ByteString row) throws BadRecord {
        checkSize(row);
        stream.schema().check(row);
        return row;
    }

    private ByteString json(ByteString text) throws BadRecord {
        checkSize(text);
        if (!text.isValidUtf8()) {
            throw new BadRecord("", "the JSON text is not valid UTF-8");
        }
        return stream.schema().fromJson(text.toStringUtf8());
    }

    private void checkSize(ByteString record) throws BadRecord {
        if (record.size() > maxRecordBytes) {
            throw new BadRecord("", "it has " + record.size() + " bytes; at most " + maxRecordBytes + " are taken");
        }
    }
}

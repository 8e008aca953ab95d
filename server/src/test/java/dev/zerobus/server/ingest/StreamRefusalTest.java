// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static dev.zerobus.server.ingest.IngestFixture.ORDERS;
import static dev.zerobus.server.ingest.IngestFixture.TABLE;
import static dev.zerobus.server.ingest.IngestFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.rpc.ErrorInfo;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import dev.zerobus.proto.wire.IngestRecordRequest;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.server.auth.AccessControl;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of the protocol, broken: the status, and what the message says. */
final class StreamRefusalTest {

    @TempDir
    Path temp;

    private IngestFixture zerobus;

    @BeforeEach
    void start() throws Exception {
        zerobus = new IngestFixture(temp, AccessControl.none(), new IngestLimits(10_000, 40_000), 1 << 20);
    }

    @AfterEach
    void stop() throws Exception {
        zerobus.close();
    }

    private static void assertRefused(TestStream stream, Status.Code code, String... says) throws Exception {
        Status status = stream.status();
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        assertThat(status.getDescription()).contains(says);
    }

    private static void assertInvalid(TestStream stream, String... says) throws Exception {
        assertRefused(stream, Status.Code.INVALID_ARGUMENT, says);
    }

    @Test
    void aCallWithoutTheTableHeader() throws Exception {
        assertInvalid(zerobus.call(new Metadata()), "x-databricks-zerobus-table-name", "missing");
        assertThat(zerobus.service.stats().streamsRefused()).isEqualTo(1);
    }

    @Test
    void aHeaderThatIsNoTableName() throws Exception {
        assertInvalid(zerobus.call(TestStream.metadata("orders")), "catalog.schema.table");
    }

    @Test
    void aHeaderThatNamesAnotherTable() throws Exception {
        assertInvalid(
                zerobus.call(TestStream.metadata("main.shop.clicks")).createJson(ORDERS), ORDERS, "main.shop.clicks");
    }

    @Test
    void aTableThatDoesNotExist() throws Exception {
        assertRefused(
                zerobus.call(TestStream.metadata("main.shop.none")).createJson("main.shop.none"),
                Status.Code.NOT_FOUND,
                "main.shop.none",
                "create-table");
    }

    @Test
    void recordsBeforeCreateStream() throws Exception {
        assertInvalid(zerobus.call().proto(0, row(1, "a")), "first message", "create_stream", "INGEST_RECORD");
    }

    @Test
    void createStreamWithoutATable() throws Exception {
        assertInvalid(zerobus.call().create(CreateIngestStreamRequest.getDefaultInstance()), "table_name");
    }

    @Test
    void createStreamTwice() throws Exception {
        assertInvalid(zerobus.jsonStream().createJson(ORDERS), "create_stream came twice");
    }

    @Test
    void protoWithoutADescriptor() throws Exception {
        assertInvalid(zerobus.call().createProto(ORDERS, ByteString.EMPTY), "descriptor_proto");
    }

    @Test
    void aDescriptorThatIsNone() throws Exception {
        assertInvalid(zerobus.call().createProto(ORDERS, ByteString.copyFromUtf8("\u0001rubbish")), "DescriptorProto");
    }

    @Test
    void aDescriptorThatDoesNotFitWithItsStructuredCauses() throws Exception {
        DescriptorProto wrong = RowDescriptor.of(TABLE).toBuilder()
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("surprise")
                        .setNumber(4)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING))
                .build();
        TestStream stream = zerobus.call().createProto(ORDERS, wrong.toByteString());
        assertInvalid(stream, "surprise", ORDERS);
        com.google.rpc.Status details =
                StatusProto.fromStatusAndTrailers(stream.status(), stream.trailers.get(20, TimeUnit.SECONDS));
        ErrorInfo info = details.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("SCHEMA_VALIDATION_FAILED");
        assertThat(info.getDomain()).isEqualTo("zerobus.databricks.com");
        assertThat(info.getMetadataMap().get("causes")).contains("FIELD_NOT_IN_TABLE");
        assertThat(info.getMetadataMap()).containsKey("error_code");
    }

    @Test
    void aDescriptorWithHundredsOfFaultsStillReachesTheClient() throws Exception {
        DescriptorProto.Builder wrong = RowDescriptor.of(TABLE).toBuilder();
        for (int i = 0; i < 400; i++) {
            wrong.addField(FieldDescriptorProto.newBuilder()
                    .setName("a_rather_long_name_of_a_column_that_is_not_there_" + i)
                    .setNumber(10 + i)
                    .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                    .setType(FieldDescriptorProto.Type.TYPE_STRING));
        }
        assertInvalid(zerobus.call().createProto(ORDERS, wrong.build().toByteString()), ORDERS);
    }

    @Test
    void offsetsThatSkipRepeatOrAreMissing() throws Exception {
        assertInvalid(zerobus.protoStream().proto(1, row(1, "a")), "expected offset_id 0", "got 1");
        assertInvalid(
                zerobus.protoStream().proto(0, row(1, "a")).proto(0, row(1, "a")), "expected offset_id 1", "got 0");
        assertInvalid(
                zerobus.protoStream()
                        .send(EphemeralStreamRequest.newBuilder()
                                .setIngestRecord(
                                        IngestRecordRequest.newBuilder().setProtoEncodedRecord(row(1, "a")))
                                .build()),
                "expected offset_id 0",
                "got none");
    }

    @Test
    void jsonOnAProtoStreamAndTheOtherWayRound() throws Exception {
        assertInvalid(zerobus.protoStream().json(0, "{}"), "JSON", "PROTO");
        assertInvalid(zerobus.protoStream().jsonBatch(0, "{}"), "JSON", "PROTO");
        assertInvalid(zerobus.jsonStream().proto(0, row(1, "a")), "JSON", "PROTO");
        assertInvalid(zerobus.jsonStream().protoBatch(0, List.of(row(1, "a"))), "JSON", "PROTO");
    }

    @Test
    void requestsWithoutRecords() throws Exception {
        assertInvalid(zerobus.protoStream().send(EphemeralStreamRequest.getDefaultInstance()), "empty");
        assertInvalid(
                zerobus.protoStream()
                        .send(EphemeralStreamRequest.newBuilder()
                                .setIngestRecord(
                                        IngestRecordRequest.newBuilder().setOffsetId(0))
                                .build()),
                "holds no records");
        assertInvalid(
                zerobus.protoStream()
                        .send(EphemeralStreamRequest.newBuilder()
                                .setIngestRecordBatch(
                                        IngestRecordBatchRequest.newBuilder().setOffsetId(0))
                                .build()),
                "holds no records");
    }

    @Test
    void aBadRecordTakesItsWholeBatchWithItAndSaysWhichOneItIs() throws Exception {
        TestStream stream = zerobus.jsonStream();
        stream.json(0, "{\"order_id\": 1}");
        stream.jsonBatch(1, "{\"order_id\": 2}", "{\"order_id\": \"not a number\"}", "{\"order_id\": 3}");
        stream.awaitAck(0);
        assertInvalid(stream, "offset 1", "record 1", "order_id");
        assertThat(zerobus.rows()).containsExactly("1:");
        assertThat(zerobus.service.stats().requestsRefused()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutARequiredColumn() throws Exception {
        assertInvalid(zerobus.jsonStream().json(0, "{\"note\": \"a\"}"), "offset 0", "order_id");
        assertInvalid(zerobus.protoStream().proto(0, ByteString.EMPTY), "offset 0", "order_id");
        assertThat(zerobus.rows()).isEmpty();
    }

    @Test
    void textThatIsNoUtf8() throws Exception {
        EphemeralStreamRequest request = EphemeralStreamRequest.newBuilder()
                .setIngestRecord(IngestRecordRequest.newBuilder()
                        .setOffsetId(0)
                        .setJsonRecordBytes(ByteString.copyFrom(new byte[] {'{', (byte) 0xC3, '}'})))
                .build();
        assertInvalid(zerobus.jsonStream().send(request), "UTF-8");
    }

    @Test
    void aRecordThatIsTooLarge() throws Exception {
        assertInvalid(zerobus.protoStream().proto(0, row(1, "x".repeat(10_001))), "offset 0", "at most 10000");
    }

    @Test
    void aRequestThatIsTooLarge() throws Exception {
        ByteString row = row(1, "x".repeat(9_000));
        assertInvalid(
                zerobus.protoStream().protoBatch(0, List.of(row, row, row, row, row)),
                "at most 40000",
                "fewer records");
    }

    @Test
    void aRequestThatIsTooLargeOnceItIsDecompressed() throws Exception {
        ByteString row = row(1, "x".repeat(9_000));
        TestStream stream = new TestStream(
                zerobus.channel, TestStream.metadata(ORDERS), CallOptions.DEFAULT.withCompression("gzip"));
        stream.createProto(ORDERS, RowDescriptor.of(TABLE).toByteString()).next();
        assertInvalid(stream.protoBatch(0, List.of(row, row, row, row, row)), "at most 40000", "fewer records");
    }

    @Test
    void jsonForATableWithAColumnThatProtobufCanNotSay() throws Exception {
        zerobus.tables.put(
                "main.shop.nested",
                CreateTable.parse("CREATE TABLE main.shop.nested (id INT, matrix ARRAY<ARRAY<INT>>)"));
        assertInvalid(zerobus.call(TestStream.metadata("main.shop.nested")).createJson("main.shop.nested"), "matrix");
    }

    @Test
    void whatWasTakenBeforeABadRequestIsAcknowledgedFirst() throws Exception {
        TestStream stream = zerobus.protoStream();
        for (int i = 0; i < 200; i++) {
            stream.proto(i, row(i, "a"));
        }
        stream.proto(777, row(1, "b"));
        stream.awaitAck(199);
        assertInvalid(stream, "expected offset_id 200, got 777");
        assertThat(zerobus.rows()).hasSize(200);
    }

    @Test
    void everythingWhenTheLogHasStopped() throws Exception {
        TestStream idle = zerobus.protoStream();
        TestStream busy = zerobus.protoStream();
        zerobus.wal.close();
        assertRefused(busy.proto(0, row(1, "a")), Status.Code.UNAVAILABLE, "stopping");
        idle.cancel();
    }
}

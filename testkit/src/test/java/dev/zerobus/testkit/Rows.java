// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordRequest;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.proto.wire.ZerobusGrpc;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.ZerobusServer;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server with one table and a stream to it that writes one row at a time, without our client. Owned by one thread. */
public final class Rows implements AutoCloseable, StreamObserver<EphemeralStreamResponse> {

    private final ZerobusServer server;
    private final ManagedChannel channel;
    private final StreamObserver<EphemeralStreamRequest> requests;
    private final BlockingQueue<EphemeralStreamResponse> responses = new LinkedBlockingQueue<>();
    private long offset;

    private Rows(ZerobusServer server, String table) throws InterruptedException {
        this.server = server;
        channel = OkHttpChannelBuilder.forAddress("localhost", server.grpcUri().getPort())
                .usePlaintext()
                .build();
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER), table);
        ClientInterceptor named = MetadataUtils.newAttachHeadersInterceptor(headers);
        requests = ZerobusGrpc.newStub(channel).withInterceptors(named).ephemeralStream(this);
        requests.onNext(EphemeralStreamRequest.newBuilder()
                .setCreateStream(CreateIngestStreamRequest.newBuilder()
                        .setTableName(table)
                        .setRecordType(RecordType.JSON))
                .build());
        await();
    }

    public static Rows open(Path data, TableSchema table) throws Exception {
        ZerobusServer server = ZerobusServer.builder(data)
                .shutdownGrace(Duration.ZERO)
                .table(CreateTable.toSql(table))
                .start();
        return new Rows(server, table.name().fullName());
    }

    public ZerobusServer server() {
        return server;
    }

    /** Writes a row and waits until it is durable. */
    public void json(String row) throws InterruptedException {
        requests.onNext(EphemeralStreamRequest.newBuilder()
                .setIngestRecord(
                        IngestRecordRequest.newBuilder().setOffsetId(offset++).setJsonRecord(row))
                .build());
        await();
    }

    public void awaitMaterialised() {
        if (!server.awaitMaterialised(Await.LONG)) {
            throw new AssertionError("rows do not arrive: " + server.stats());
        }
    }

    private void await() throws InterruptedException {
        if (responses.poll(20, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no answer of the server");
        }
    }

    @Override
    public void onNext(EphemeralStreamResponse response) {
        responses.add(response);
    }

    @Override
    public void onError(Throwable ended) {
        // whoever waits says so
    }

    @Override
    public void onCompleted() {
        // whoever waits says so
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}

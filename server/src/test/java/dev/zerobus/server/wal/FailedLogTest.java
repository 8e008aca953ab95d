// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordRequest;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.proto.wire.ZerobusGrpc;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.ingest.IngestLimits;
import dev.zerobus.server.ingest.IngestService;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, seen by clients: a busy stream, an idle one, and one that comes later. */
final class FailedLogTest {

    private static final TableSchema TABLE = CreateTable.parse("CREATE TABLE main.shop.orders (order_id BIGINT)");

    @TempDir
    Path temp;

    @Test
    void endsAllStreamsWithUnavailableAndTakesNoNewOnes() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        try (Wal wal = Wal.open(LogFixture.settings(temp, 1 << 20), filling(full), notice -> {})) {
            IngestService service =
                    new IngestService(AccessControl.none(), name -> TABLE, wal, IngestLimits.defaults());
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(service)
                    .build()
                    .start();
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                    .usePlaintext()
                    .build();
            try {
                Client idle = new Client(channel);
                Client busy = new Client(channel);
                busy.record(0);
                assertThat(busy.take().hasIngestRecordResponse()).isTrue();

                full.set(true);
                busy.record(1);
                for (Client client : new Client[] {busy, idle, new Client(channel)}) {
                    Status status = client.ended.get(20, TimeUnit.SECONDS);
                    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                    assertThat(status.getDescription()).contains("No space left", "restart the server");
                }
                assertThat(busy.responses).as("no ack for the second").isEmpty();
            } finally {
                channel.shutdownNow();
                server.shutdownNow().awaitTermination();
            }
        }
    }

    private static WalFiles filling(AtomicBoolean full) {
        return new WalFiles() {
            @Override
            public Output create(Path file) throws IOException {
                Output real = DISK.create(file);
                return new Output() {
                    @Override
                    public void write(ByteBuffer bytes) throws IOException {
                        if (full.get()) {
                            throw new IOException("No space left on device");
                        }
                        real.write(bytes);
                    }

                    @Override
                    public void force() throws IOException {
                        real.force();
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }

            @Override
            public void forceDirectory(Path directory) throws IOException {
                DISK.forceDirectory(directory);
            }
        };
    }

    /** A stream that has been created, unless it was refused. */
    private static final class Client implements StreamObserver<EphemeralStreamResponse> {
        final BlockingQueue<EphemeralStreamResponse> responses = new LinkedBlockingQueue<>();
        final CompletableFuture<Status> ended = new CompletableFuture<>();
        private final StreamObserver<EphemeralStreamRequest> requests;

        Client(ManagedChannel channel) throws Exception {
            Metadata metadata = new Metadata();
            metadata.put(
                    Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER),
                    "main.shop.orders");
            requests = ZerobusGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .ephemeralStream(this);
            requests.onNext(EphemeralStreamRequest.newBuilder()
                    .setCreateStream(CreateIngestStreamRequest.newBuilder()
                            .setTableName("main.shop.orders")
                            .setRecordType(RecordType.JSON))
                    .build());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (responses.poll(5, TimeUnit.MILLISECONDS) == null
                    && !ended.isDone()
                    && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }

        void record(long offset) {
            requests.onNext(EphemeralStreamRequest.newBuilder()
                    .setIngestRecord(
                            IngestRecordRequest.newBuilder().setOffsetId(offset).setJsonRecord("{\"order_id\": 1}"))
                    .build());
        }

        EphemeralStreamResponse take() throws InterruptedException {
            return responses.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(EphemeralStreamResponse value) {
            responses.add(value);
        }

        @Override
        public void onError(Throwable t) {
            ended.complete(Status.fromThrowable(t));
        }

        @Override
        public void onCompleted() {
            ended.complete(Status.OK);
        }
    }
}

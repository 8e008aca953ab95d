// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import dev.zerobus.proto.wire.JsonRecordBatch;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.proto.wire.ZerobusGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends rows with ids that are never used twice, and knows which ones were acknowledged. Owned by the test's thread. */
final class LoadClient {

    private static final int BATCH = 10;

    /** Ids that the server said to be durable. */
    final Queue<Long> acked = new ConcurrentLinkedQueue<>();

    private final String table;
    private long nextId;

    LoadClient(String table) {
        this.table = table;
    }

    /** Sends until the stream breaks, or so many rows are acknowledged; returns how the stream ended. */
    Throwable send(URI grpc, long rows) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(grpc.getHost(), grpc.getPort())
                .usePlaintext()
                .build();
        try {
            Observer observer = new Observer(acked.size() + rows);
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER), table);
            ZerobusGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .ephemeralStream(observer);
            return observer.ended.get(60, TimeUnit.SECONDS);
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private final class Observer implements ClientResponseObserver<EphemeralStreamRequest, EphemeralStreamResponse> {

        final CompletableFuture<Throwable> ended = new CompletableFuture<>();
        private final long wanted;
        private final CountDownLatch created = new CountDownLatch(1);
        private final List<List<Long>> sent = new ArrayList<>();
        private int ackedRequests;
        private boolean halfClosed;

        Observer(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<EphemeralStreamRequest> requests) {
            requests.setOnReadyHandler(() -> more(requests));
        }

        private synchronized void more(ClientCallStreamObserver<EphemeralStreamRequest> requests) {
            if (created.getCount() > 0) {
                created.countDown();
                requests.onNext(EphemeralStreamRequest.newBuilder()
                        .setCreateStream(CreateIngestStreamRequest.newBuilder()
                                .setTableName(table)
                                .setRecordType(RecordType.JSON))
                        .build());
            }
            while (requests.isReady() && !halfClosed) {
                if (nextId >= wanted + 50_000 || acked.size() >= wanted) {
                    halfClosed = true;
                    requests.onCompleted();
                    return;
                }
                requests.onNext(batch());
            }
        }

        private EphemeralStreamRequest batch() {
            JsonRecordBatch.Builder rows = JsonRecordBatch.newBuilder();
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                long id = nextId++;
                ids.add(id);
                rows.addRecords("{\"order_id\": " + id + ", \"note\": \"row " + id + "\"}");
            }
            sent.add(ids);
            return EphemeralStreamRequest.newBuilder()
                    .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                            .setOffsetId(sent.size() - 1)
                            .setJsonBatch(rows))
                    .build();
        }

        @Override
        public synchronized void onNext(EphemeralStreamResponse response) {
            if (response.hasIngestRecordResponse()) {
                long upTo = response.getIngestRecordResponse().getDurabilityAckUpToOffset();
                for (; ackedRequests <= upTo; ackedRequests++) {
                    acked.addAll(sent.get(ackedRequests));
                }
            }
        }

        @Override
        public void onError(Throwable t) {
            ended.complete(t);
        }

        @Override
        public void onCompleted() {
            ended.complete(new IllegalStateException("completed"));
        }
    }
}

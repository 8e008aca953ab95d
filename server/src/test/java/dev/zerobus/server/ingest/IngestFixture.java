// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.wal.Wal;
import dev.zerobus.server.wal.WalSettings;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real service over loopback with a real log, and one table {@code main.shop.orders}. */
final class IngestFixture {

    static final String ORDERS = "main.shop.orders";
    static final TableSchema TABLE = CreateTable.parse(
            "CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING, amount DECIMAL(10,2))");

    final List<String> notices = new CopyOnWriteArrayList<>();
    final Map<String, TableSchema> tables = new ConcurrentHashMap<>(Map.of(ORDERS, TABLE));
    final Wal wal;
    final IngestService service;
    final Server server;
    final ManagedChannel channel;

    IngestFixture(Path directory) throws Exception {
        this(directory, AccessControl.none(), IngestLimits.defaults(), WalSettings.DEFAULT_QUEUE_BYTES);
    }

    IngestFixture(Path directory, AccessControl access, IngestLimits limits, long queueBytes) throws Exception {
        wal = Wal.open(new WalSettings(directory, 1 << 20, queueBytes), notices::add);
        service = new IngestService(access, name -> tables.get(name.fullName()), wal, limits);
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(service)
                .maxInboundMessageSize(service.transportBytes())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    TestStream call() {
        return call(TestStream.metadata(ORDERS));
    }

    TestStream call(Metadata metadata) {
        return new TestStream(channel, metadata);
    }

    TestStream protoStream() throws Exception {
        TestStream stream = call().createProto(ORDERS, RowDescriptor.of(TABLE).toByteString());
        stream.next();
        return stream;
    }

    TestStream jsonStream() throws Exception {
        TestStream stream = call().createJson(ORDERS);
        stream.next();
        return stream;
    }

    /** What is in the log: order ids with notes. */
    List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        wal.read(0, wal.durablePosition(), entry -> {
            for (ByteString row : entry.rows()) {
                rows.add(text(entry.descriptor(), row));
            }
            return true;
        });
        return rows;
    }

    private static String text(DescriptorProto message, ByteString row) {
        try {
            Descriptors.Descriptor descriptor = descriptor(message);
            DynamicMessage parsed = DynamicMessage.parseFrom(descriptor, row);
            return parsed.getField(descriptor.findFieldByName("order_id")) + ":"
                    + parsed.getField(descriptor.findFieldByName("note"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Descriptors.Descriptor descriptor(DescriptorProto message) throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .addMessageType(message)
                .build();
        return Descriptors.FileDescriptor.buildFrom(file, new Descriptors.FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }

    static ByteString row(long id, String note) throws Exception {
        Descriptors.Descriptor descriptor = descriptor(RowDescriptor.of(TABLE));
        return DynamicMessage.newBuilder(descriptor)
                .setField(descriptor.findFieldByName("order_id"), id)
                .setField(descriptor.findFieldByName("note"), note)
                .build()
                .toByteString();
    }

    void close() throws Exception {
        channel.shutdownNow();
        server.shutdownNow().awaitTermination();
        wal.close();
    }
}

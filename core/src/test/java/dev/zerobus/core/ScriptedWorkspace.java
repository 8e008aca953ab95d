// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** A server on loopback, tables in a DDL file, a client that is told of both, and what it said. To be closed. */
final class ScriptedWorkspace implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    private static final String TABLES = """
            CREATE TABLE shop.s.orders (event_name STRING, order_id BIGINT, amount DOUBLE, producer_id STRING, seq BIGINT);
            CREATE TABLE shop.s.audit (event_name STRING, who STRING NOT NULL, seq BIGINT);
            CREATE TABLE shop.s.rest (event_name STRING, service_name STRING, attributes MAP<STRING, STRING>, seq BIGINT);
            """;

    final ScriptedZerobus server = ScriptedZerobus.start();
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Path ddl;
    private final Queue<ZerobusClient> started = new ConcurrentLinkedQueue<>();

    ScriptedWorkspace(Path dir) {
        try {
            ddl = Files.writeString(dir.resolve("tables.sql"), TABLES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigBuilder config() {
        return ZerobusConfig.builder()
                .set("endpoint", server.url())
                .set("auth", "none")
                .set("schema.source", "ddl")
                .set("schema.file", ddl.toString())
                .set("ring.size", "1MiB")
                .set("backoff.max", "100ms");
    }

    /** The same as system properties. */
    Map<String, String> settings() {
        return Map.of(
                "zerobus.endpoint", server.url(),
                "zerobus.auth", "none",
                "zerobus.schema.source", "ddl",
                "zerobus.schema.file", ddl.toString(),
                "zerobus.batch.linger", "1ms",
                "zerobus.backoff.max", "100ms");
    }

    ZerobusClient start(ConfigBuilder builder) {
        ZerobusClient client =
                ZerobusClient.start(builder.build(), (level, message) -> said.add(level + " " + message));
        started.add(client);
        return client;
    }

    /** The rows of one table as the generated parser reads them by the descriptor of their stream, resends included. */
    List<DynamicMessage> rows(String table) {
        List<DynamicMessage> rows = new ArrayList<>();
        for (ScriptedExchange stream : server.streams()) {
            if (stream.create() != null && stream.create().getTableName().equals(table)) {
                Descriptor descriptor = descriptor(stream.create().getDescriptorProto());
                stream.records().forEach(record -> rows.add(parse(descriptor, record)));
            }
        }
        return rows;
    }

    static Object value(DynamicMessage row, String column) {
        return row.getField(row.getDescriptorForType().findFieldByName(column));
    }

    private static Descriptor descriptor(ByteString bytes) {
        try {
            DescriptorProto message = DescriptorProto.parseFrom(bytes);
            FileDescriptorProto file = FileDescriptorProto.newBuilder()
                    .setName("row.proto")
                    .addMessageType(message)
                    .build();
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (Exception e) {
            throw new AssertionError("the descriptor is none", e);
        }
    }

    private static DynamicMessage parse(Descriptor descriptor, ByteString record) {
        try {
            return DynamicMessage.parseFrom(descriptor, record);
        } catch (IOException e) {
            throw new AssertionError("the record is no row", e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        // those of a test that has failed, too: other classes follow in this process
        started.forEach(client -> client.close(Duration.ZERO));
        server.close();
    }
}

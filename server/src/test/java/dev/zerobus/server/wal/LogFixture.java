// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Logs, entries and listeners for the tests of this package. */
final class LogFixture {

    static final TableName ORDERS = TableName.of("main.shop.orders");
    static final TableName CLICKS = TableName.of("main.shop.clicks");

    /** The real files, without waiting for the disk: for tests that open thousands of logs and do not crash. */
    static final WalFiles UNFORCED = new WalFiles() {
        @Override
        public Output create(Path file) throws IOException {
            Output real = DISK.create(file);
            return new Output() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    real.write(bytes);
                }

                @Override
                public void force() {}

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path directory) {}
    };

    private LogFixture() {}

    static DescriptorProto message(String name) {
        return DescriptorProto.newBuilder().setName(name).build();
    }

    static List<ByteString> rows(String... rows) {
        return Stream.of(rows).map(ByteString::copyFromUtf8).toList();
    }

    static WalSettings settings(Path directory, long segmentBytes) {
        return new WalSettings(directory, segmentBytes, WalSettings.DEFAULT_QUEUE_BYTES);
    }

    /** Appends and waits for the disk. */
    static void put(Wal wal, TableName table, String... rows) throws Exception {
        Acked acked = new Acked();
        wal.append(wal.register(table, message("Row")), rows(rows), acked, 0);
        acked.done.get(20, TimeUnit.SECONDS);
    }

    /** Reads all that is durable, as {@code table:row}. */
    static List<String> contents(Wal wal) throws IOException {
        List<String> found = new ArrayList<>();
        wal.read(0, wal.durablePosition(), entry -> {
            entry.rows().forEach(row -> found.add(entry.table().table() + ":" + row.toStringUtf8()));
            return true;
        });
        return found;
    }

    static List<Path> segments(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Waits for the outcome of one or more appends. */
    static final class Acked implements CommitListener {
        final CompletableFuture<Long> done = new CompletableFuture<>();
        volatile long highest = -1;

        @Override
        public void durable(long ticket) {
            highest = ticket;
            done.complete(ticket);
        }

        @Override
        public void failed(WalFailedException failure) {
            done.completeExceptionally(failure);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.zerobus.core.CloseReport;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The whole client as an application has it, a server that does what the test says, and one table. To be closed. */
final class Workbench implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    final ScriptedZerobus server = ScriptedZerobus.start();
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final ConfigBuilder config;
    private ZerobusClient client;

    /** Every event is a request of its own, sent at once, and delays are short, unless set otherwise. */
    Workbench(Path dir) {
        config = ZerobusConfig.builder()
                .set("endpoint", server.url())
                .set("auth", "none")
                .set("table", "main.shop.orders")
                .set("schema.source", "ddl")
                .set("schema.file", table(dir).toString())
                .set("ring.size", "1MiB")
                .set("batch.records", "1")
                .set("batch.linger", "0ms")
                .set("backoff.min", "5ms")
                .set("backoff.max", "50ms");
    }

    private static Path table(Path dir) {
        try {
            return Files.writeString(
                    dir.resolve("tables.sql"),
                    "CREATE TABLE main.shop.orders (order_id BIGINT, note STRING, producer_id STRING, seq BIGINT);");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workbench set(String option, String value) {
        config.set(option, value);
        return this;
    }

    ZerobusClient client() {
        if (client == null) {
            client = ZerobusClient.starter(config.build())
                    .status((level, message) -> said.add(level + " " + message))
                    .attach(false)
                    .shutdownHook(false)
                    .start();
        }
        return client;
    }

    boolean emit(long id) {
        EventDraft draft = client().begin("order_placed");
        if (draft == null) {
            return false;
        }
        draft.put("order_id", id);
        draft.put("note", "a note");
        return draft.emit();
    }

    /** Emits events with the numbers from one to before another; all must be taken. */
    Workbench emit(long from, long to) {
        for (long id = from; id < to; id++) {
            assertThat(emit(id)).as("event " + id + " is accepted").isTrue();
        }
        return this;
    }

    boolean flush(Duration time) {
        return client().flush(time);
    }

    CloseReport close(Duration time) {
        return client().close(time);
    }

    LaneSnapshot lane() {
        return client().snapshot().lane("default");
    }

    ScriptedExchange stream(int index) {
        await("stream " + index, () -> server.streams().size() > index);
        return server.stream(index);
    }

    /** Waits until a stream has received so many requests. */
    ScriptedExchange requests(int stream, int count) {
        ScriptedExchange exchange = stream(stream);
        await(count + " requests on stream " + stream, () -> exchange.batches().size() >= count);
        return exchange;
    }

    void untilState(String state) {
        await("state " + state, () -> lane().state().equals(state));
    }

    void untilSaid(String part) {
        await("a message with '" + part + "'", () -> said.stream().anyMatch(line -> line.contains(part)));
    }

    /** The numbers of a stream's events, in the order in which the server received them. */
    static List<Long> ids(ScriptedExchange stream) {
        return stream.records().stream().map(Workbench::id).toList();
    }

    /** The events that the server received on all streams. */
    List<Long> received() {
        List<Long> all = new ArrayList<>();
        server.streams().forEach(stream -> all.addAll(ids(stream)));
        return all;
    }

    static long id(ByteString row) {
        try {
            CodedInputStream in = row.newCodedInput();
            assertThat(in.readTag()).as("order_id comes first").isEqualTo(1 << 3);
            return in.readInt64();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Long> numbers(long from, long to) {
        return java.util.stream.LongStream.range(from, to).boxed().toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close(Duration.ZERO);
        }
        server.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.api.EventSink;
import dev.zerobus.api.Events;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.lane.OverflowPolicy;
import dev.zerobus.core.lane.StreamLimits;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.schema.DdlFileSchemaSource;
import dev.zerobus.core.status.StandardErrorStatus;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A lane whose rows end in the process: they are made, put into batches, counted and forgotten. As the other libraries'
 * events here, none goes over a network, so what the calling threads do is seen without the cost of sending. In front of the
 * lane stands what the whole client has there, but for the choice among several lanes.
 */
final class LocalClient implements EmitSubject.Behind, EventSink {

    static final TableName TABLE = TableName.of("bench.hot.rows");
    private static final long LONG_NANOS = 30_000_000_000L;

    private final LocalSession session = new LocalSession();
    private final Path ddl;
    private final ExecutorService house = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "house");
        thread.setDaemon(true);
        return thread;
    });
    private final Lane lane;
    private final DraftPool drafts;

    /**
     * Opens a lane and attaches it to {@code Events}.
     *
     * @param table a resource with the table's statement
     */
    LocalClient(String table) throws IOException {
        ddl = copy(table);
        lane = Lane.builder(
                        "local",
                        TABLE,
                        new RowIdentity(UUID.randomUUID()),
                        new DdlFileSchemaSource(ddl),
                        session::begin,
                        house,
                        StandardErrorStatus.limited())
                .settings(LaneSettings.builder()
                        .overflow(OverflowPolicy.BLOCK)
                        .blockTimeout(Duration.ofSeconds(10))
                        .build())
                // what the service would take is no matter here
                .limits(StreamLimits.of(StreamLimits.MOST_BYTES_PER_SECOND, StreamLimits.MOST_RECORDS_PER_SECOND))
                .open();
        drafts = new DraftPool(EventLimits.DEFAULT, new MicroClock(), lane::offer, problem -> {
            throw new IllegalStateException("a field was refused: " + problem);
        });
        Events.attach(this);
    }

    /** The statement as a file, for lanes and clients that read it from there. */
    static Path copy(String table) throws IOException {
        Path file = Files.createTempFile("zerobus-bench", ".sql");
        try (InputStream content = LocalClient.class.getResourceAsStream(table)) {
            Files.write(file, Objects.requireNonNull(content, table).readAllBytes());
        }
        file.toFile().deleteOnExit();
        return file;
    }

    /** A door for log events, with the settings that a client has unless told otherwise. */
    LogDoor door() {
        ZerobusConfig config = ZerobusConfig.builder()
                .set("endpoint", "http://localhost:9")
                .set("auth", "none")
                .set("table", TABLE.fullName())
                .set("schema.source", "ddl")
                .set("schema.file", ddl.toString())
                .build();
        return new LogDoor(LogSettings.of(config), this::begin);
    }

    @Override
    public @Nullable EventDraft begin(@Nullable String event) {
        return OwnThread.isCurrent() || CaptureGuard.shared().isInside() ? null : drafts.begin(event);
    }

    @Override
    public boolean flush(long timeoutNanos) {
        return lane.flush(System.nanoTime() + timeoutNanos);
    }

    @Override
    public long delivered() {
        return session.records();
    }

    @Override
    public void flush() {
        lane.flush(System.nanoTime() + LONG_NANOS);
    }

    @Override
    public void close() {
        Events.detach(this);
        lane.close(LONG_NANOS);
        house.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A lane with its real threads, clocks and drafts. */
final class LiveLane implements AutoCloseable {

    final CountingLaneMetrics metrics =
            new CountingLaneMetrics("orders", LaneHarness.TABLE.name().fullName());
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<Long> asides = new CopyOnWriteArrayList<>();
    final ExecutorService house = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "zerobus-house");
        thread.setDaemon(true);
        return thread;
    });
    final DraftPool drafts;
    final Lane lane;

    LiveLane(SessionFactory sessions, UnaryOperator<LaneSettings.Builder> settings) {
        this(sessions, settings, builder -> builder);
    }

    LiveLane(SessionFactory sessions, UnaryOperator<LaneSettings.Builder> settings, UnaryOperator<LaneBuilder> more) {
        lane = more.apply(Lane.builder(
                                "orders",
                                LaneHarness.TABLE.name(),
                                new RowIdentity(LaneHarness.PRODUCER),
                                table -> LaneHarness.TABLE,
                                sessions,
                                house,
                                this::say)
                        .settings(settings.apply(LaneSettings.builder().ringBytes(1 << 20))
                                .build())
                        .metrics(metrics)
                        .setAside(event -> asides.add(event.seq())))
                .start();
        drafts = new DraftPool(EventLimits.DEFAULT, new MicroClock(), lane::offer, problem -> {
            throw new AssertionError("a field was refused: " + problem);
        });
    }

    private void say(StatusChannel.Level level, String message) {
        said.add(level + " " + message);
    }

    boolean emit(long id) {
        EventDraft draft = drafts.begin("order");
        draft.put("id", id);
        draft.put("note", "a note of some length, as notes are");
        return draft.emit();
    }

    void emit(long from, long to) {
        for (long id = from; id < to; id++) {
            assertThat(emit(id)).as("event " + id).isTrue();
        }
    }

    boolean flush(Duration time) {
        return lane.flush(System.nanoTime() + time.toNanos());
    }

    LaneReport close(Duration time) {
        return lane.close(time.toNanos());
    }

    /** Waits for something that must come. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited 30 s for: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() {
        lane.close(0);
        house.shutdownNow();
    }
}

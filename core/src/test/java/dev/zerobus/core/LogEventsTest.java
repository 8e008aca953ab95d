// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zerobus.api.Events;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log events on the way through a whole client. */
class LogEventsTest {

    @TempDir
    Path dir;

    private ScriptedWorkspace workspace;

    @BeforeEach
    void serve() {
        workspace = new ScriptedWorkspace(dir);
    }

    @AfterEach
    void end() {
        assertThat(Events.enabled()).as("every test closes its client").isFalse();
        workspace.close();
    }

    private ConfigBuilder rest() {
        return workspace.config().set("table", "shop.s.rest");
    }

    private List<String> rows() {
        return workspace.rows("shop.s.rest").stream()
                .map(row -> value(row, "event_name") + " " + row)
                .toList();
    }

    @Test
    void aLogEventBecomesARow() {
        ZerobusClient client = workspace.start(rest());
        LogDoor door = new LogDoor(client);
        door.take("hello", (text, out) -> {
            out.level("INFO", 9);
            out.message(text);
            out.context("user", "bob");
        });
        client.close(LONG);
        assertThat(rows()).singleElement().asString().startsWith("log ").contains("hello", "bob", "INFO");
    }

    @Test
    void lanesSeeLogEventsByTheirName() {
        ZerobusClient client = workspace.start(rest().lane("logs", "shop.s.orders", "log"));
        LogDoor door = new LogDoor(client);
        assertThat(door.take("a", (text, out) -> out.field("order_id", 1))).isTrue();
        assertThat(Events.emit("other", "x", 1)).isTrue();
        client.close(LONG);
        assertThat(workspace.rows("shop.s.orders")).hasSize(1);
        assertThat(workspace.rows("shop.s.rest")).hasSize(1);
    }

    @Test
    void whatIsRaisedWhileALogEventIsHandledIsFeedback() {
        ZerobusClient client = workspace.start(rest());
        LogDoor door = new LogDoor(client);
        Object noisy = new Object() {
            @Override
            public String toString() {
                Events.emit("inner");
                door.take("inner", (text, out) -> out.message(text));
                return "noisy";
            }
        };
        assertThat(door.take("outer", (text, out) -> {
                    out.message(text);
                    out.field("noisy", noisy);
                    Events.emit("from the mapper");
                }))
                .isTrue();
        assertThat(Events.emit("value", "noisy", noisy)).isTrue();
        client.close(LONG);
        assertThat(rows()).hasSize(2).noneMatch(row -> row.contains("inner"));
        assertThat(client.snapshot().droppedBeforeLanes()).containsEntry(DropReason.FEEDBACK, 5L);
    }

    @Test
    void whatAnotherClientHandlesIsFeedbackToo() {
        ZerobusClient events = workspace.start(rest());
        ZerobusClient logs = ZerobusClient.starter(rest().build()).attach(false).start();
        LogDoor door = new LogDoor(logs);
        Object noisy = new Object() {
            @Override
            public String toString() {
                door.take("inner", (text, out) -> out.message(text));
                return "noisy";
            }
        };
        assertThat(Events.emit("value", "noisy", noisy)).isTrue();
        assertThat(door.take("outer", (text, out) -> out.field("noisy", noisy))).isTrue();
        assertThat(logs.snapshot().droppedBeforeLanes()).containsEntry(DropReason.FEEDBACK, 2L);
        events.close(LONG);
        logs.close(LONG);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void ownThreadsAndClosedClientsAreRefusedAndCounted() throws InterruptedException {
        ZerobusClient client = workspace.start(rest());
        LogDoor door = new LogDoor(client);
        Thread own = new OwnThread(() -> door.take("own", (text, out) -> out.message(text)), "test");
        own.start();
        own.join();
        client.close(LONG);
        assertThat(door.take("late", (text, out) -> out.message(text))).isFalse();
        assertThat(client.snapshot().droppedBeforeLanes())
                .containsEntry(DropReason.FEEDBACK, 1L)
                .containsEntry(DropReason.CLOSED, 1L);
        assertThat(CaptureGuard.shared().isInside()).isFalse();
    }

    @Test
    void masksWhatTheConfigurationSaysInEventsAndLogEvents() {
        ZerobusClient client = workspace.start(rest().set("redact.keys", "*password*")
                .set("redact.patterns", "(?<=token=)\\S+ \\b\\d{16}\\b")
                .set("redact.mask", "(hidden)"));
        LogDoor door = new LogDoor(client);
        door.take("token=abc card 1234567812345678", (text, out) -> {
            out.message(text);
            out.context("user_Password", "abc");
            out.failure(new IllegalStateException("token=abc"));
        });
        Events.event("login")
                .put("password", "abc")
                .put("note", "token=abc")
                .message("1234567812345678")
                .emit();
        client.close(LONG);
        assertThat(rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("(hidden)").doesNotContain("abc", "1234567812345678"));
    }

    @Test
    void masksEventsThatComeBeforeTheClientIsThere() {
        LazyClient lazy = new LazyClient(
                rest().set("redact.patterns", "secret\\d+").build(),
                (level, message) -> workspace.said.add(message),
                client -> {});
        LogDoor door = new LogDoor(LogSettings.of(rest().build()), lazy::begin);
        assertThat(door.take("the secret4711", (text, out) -> out.message(text)))
                .isTrue();
        assertThat(lazy.flush(LONG.toNanos())).isTrue();
        lazy.client().close(LONG);
        assertThat(rows()).singleElement().asString().contains("the ***").doesNotContain("4711");
    }

    @Test
    void tenThousandVirtualThreadsLog() throws Exception {
        ExecutorService threads;
        try {
            threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this JVM has no virtual threads");
            return;
        }
        ZerobusClient client = workspace.start(rest().set("ring.size", "32MiB"));
        LogDoor door = new LogDoor(client);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            all.add(threads.submit(() -> {
                boolean taken = door.take("from " + number, (text, out) -> {
                    out.message(text);
                    Thread.yield();
                });
                accepted.addAndGet(taken ? 1 : 0);
                left.addAndGet(CaptureGuard.shared().isInside() ? 1 : 0);
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        client.close(LONG);
        assertThat(accepted).hasValue(10_000);
        assertThat(left).hasValue(0);
        assertThat(workspace.rows("shop.s.rest")).hasSize(10_000);
        assertThat(client.snapshot().dropped()).isZero();
    }
}

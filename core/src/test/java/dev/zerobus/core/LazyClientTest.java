// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.EventDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is started by its first event, and may be closed at any moment before, during and after. */
class LazyClientTest {

    @TempDir
    Path dir;

    /** What other tests have left. */
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    private ScriptedWorkspace workspace;
    private LazyClient lazy;

    @BeforeEach
    void serve() {
        workspace = new ScriptedWorkspace(dir);
        lazy = new LazyClient(
                workspace.config().lane("orders", "shop.s.orders", "*").build(),
                (level, message) -> workspace.said.add(level + " " + message),
                client -> {});
    }

    @AfterEach
    void end() {
        lazy.close(LONG);
        workspace.close();
    }

    private EventDraft begin() {
        EventDraft draft = lazy.begin("order_placed");
        draft.put("order_id", 1);
        return draft;
    }

    /** Those of gRPC are kept for a while, for whatever client comes next. */
    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("zerobus-") && !name.startsWith("zerobus-grpc-"))
                .toList();
    }

    private void awaitNoThreads() {
        await("no thread of ours is left", () -> threads().isEmpty());
    }

    @Test
    void startsNothingBeforeTheFirstEvent() {
        assertThat(lazy.flush(LONG.toNanos())).isTrue();
        assertThat(lazy.client()).isNull();
        begin().discard();
        assertThat(lazy.flush(LONG.toNanos())).isTrue();
        assertThat(lazy.client()).isNull();
    }

    @Test
    void deliversWhatCameWhileItStarted() {
        for (int i = 0; i < 100; i++) {
            assertThat(begin().emit()).isTrue();
        }
        assertThat(lazy.flush(LONG.toNanos())).isTrue();
        assertThat(workspace.rows("shop.s.orders")).hasSize(100);
        assertThat(lazy.client()).isNotNull();
        lazy.close(LONG);
        assertThat(lazy.client().isClosed()).isTrue();
        assertThat(lazy.begin("late")).isNull();
        awaitNoThreads();
    }

    @Test
    void refusesEverythingIfItWasClosedBeforeTheFirstEvent() {
        lazy.close(LONG);
        assertThat(lazy.begin("late")).isNull();
    }

    @Test
    void startsNothingForAnEventThatWasBegunBeforeItWasClosed() {
        EventDraft draft = begin();
        lazy.close(LONG);
        assertThat(draft.emit()).as("nobody would close that client").isFalse();
        assertThat(lazy.client()).isNull();
        assertThat(threads()).isEmpty();
    }

    /** The time is over before the start is: whoever comes last closes. */
    @RepeatedTest(20)
    void closesAClientThatIsThereTooLate() {
        assertThat(begin().emit()).isTrue();
        lazy.close(Duration.ZERO);
        await("it has started", () -> lazy.client() != null);
        await("it is closed", () -> lazy.client().isClosed());
        awaitNoThreads();
    }
}

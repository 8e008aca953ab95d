// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogDoorTest {

    private final LoggedEvents log = new LoggedEvents();

    @Test
    void usesItsWritersAgain() {
        List<LogWriter> writers = new ArrayList<>();
        log.take(writers::add);
        log.take(writers::add);
        assertThat(writers.get(1)).isSameAs(writers.get(0));
        assertThat(log.events).hasSize(2);
    }

    @Test
    void isInsideTheGuardWhileAnEventIsWritten() {
        assertThat(CaptureGuard.shared().isInside()).isFalse();
        log.take(out -> {
            assertThat(CaptureGuard.shared().isInside()).isTrue();
            assertThat(log.door.take("feedback", (text, inner) -> inner.message(text)))
                    .isFalse();
        });
        assertThat(CaptureGuard.shared().isInside()).isFalse();
        assertThat(log.events).hasSize(1);
    }

    @Test
    void handsOverWhatWasMadeReadyBefore() {
        assertThat(log.door.take("event", "text", (event, text, out) -> out.message(event + " " + text)))
                .isTrue();
        assertThat(log.event().getMessage()).isEqualTo("event text");
    }

    @Test
    void refusesByTheGuard() {
        assertThat(log.door.refuse()).isFalse();
        assertThat(log.events).isEmpty();
        assertThat(CaptureGuard.shared().isInside()).isFalse();
    }

    @Test
    void takesAnEventInOneCall() {
        assertThat(log.door.take("hello", (text, out) -> out.message(text))).isTrue();
        assertThat(log.event().getMessage()).isEqualTo("hello");
    }

    @Test
    void emitsWhatAMapperThatThrowsHasWritten() {
        for (Throwable thrown : List.of(new IllegalStateException("on purpose"), new StackOverflowError())) {
            boolean taken = log.door.take("half", (text, out) -> {
                out.message(text);
                if (thrown instanceof Error) {
                    throw (Error) thrown;
                }
                throw (RuntimeException) thrown;
            });
            assertThat(taken).isTrue();
            assertThat(log.event().getMessage()).isEqualTo("half");
            assertThat(CaptureGuard.shared().isInside()).isFalse();
        }
        assertThat(log.problems).containsExactly(FieldProblem.INTERNAL, FieldProblem.INTERNAL);
    }

    @Test
    void letsGoOfTheApplicationsObjects() throws Exception {
        LoggedEvents all = new LoggedEvents("log.arguments", "true");
        LogWriter[] kept = new LogWriter[1];
        Set<Object> given = new HashSet<>();
        String traceId = new String("abc");
        all.take(writer -> {
            kept[0] = writer;
            for (int i = 0; i < 20; i++) {
                Object argument = new Object();
                given.add(argument);
                writer.argument(argument);
            }
            writer.context("trace_id", traceId);
        });
        LogWriter out = kept[0];
        for (String list : List.of("arguments", "markers")) {
            Object held = field(out, list);
            assertThat((Object[]) field(held, "elements")).containsOnlyNulls();
        }
        assertThat(field(field(out, "trace"), "value")).isNull();
        assertThat(given).hasSize(20);
    }

    @Test
    void takesWhatAThreadOfTheApplicationsLogsThatIsNamedLikeOurs() throws Exception {
        // such as those of another library for the same service
        Thread theirs = new Thread(
                () -> log.door.take("hello", "zerobus-sdk-1", (text, out) -> out.message(text)), "zerobus-sdk-1");
        theirs.start();
        theirs.join();
        assertThat(log.events).hasSize(1);
        assertThat(log.door.take("behind a queue", "zerobus-grpc-1", (text, out) -> out.message(text)))
                .isFalse();
        Thread ours = OwnThread.of(
                () -> log.door.take("ours", Thread.currentThread().getName(), (text, out) -> out.message(text)), "own");
        ours.start();
        ours.join();
        assertThat(log.events).hasSize(1);
    }

    private static Object field(Object of, String name) throws Exception {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}

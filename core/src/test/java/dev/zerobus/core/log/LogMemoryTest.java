// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.testing.FullHeap;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Log events while there is no memory: what can not be remembered, or finds no room, costs nothing that comes behind it. */
class LogMemoryTest {

    private static final Object[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final Object[] ARGUMENTS = {7, 9};
    private static final Throwable THROWN = new IllegalStateException("no memory");

    private final FullHeap heap = new FullHeap();
    private boolean full;
    private int problems;

    @Test
    void whatFindsNoMemoryCostsNothingThatComesBehindIt() throws Exception {
        String said = FullHeap.run(LogMemoryTest.class, "16m");
        assertThat(said)
                .contains("full, new key: new_key behind java.lang.IllegalStateException")
                .contains("full, arguments: behind message_arguments 8 java.lang.IllegalStateException")
                .contains("full, template 1: paid 7 of 9 behind java.lang.IllegalStateException")
                .contains("full, template 2: paid 7 of 9 behind java.lang.IllegalStateException")
                .contains("full, template 3: paid 7 of 9 behind java.lang.IllegalStateException")
                .containsPattern("full, context: .*fill6 field0 .*behind java.lang.IllegalStateException")
                .contains("full, writer: taken false, 1 counted");
    }

    public static void main(String[] args) {
        LogMemoryTest test = new LogMemoryTest();
        // the JVM can not initialise a class where there is no memory, nor link a lambda
        test.run();
        test.full = true;
        test.run();
    }

    private void run() {
        LoggedEvents log = new LoggedEvents();
        say("new key", write(log, out -> out.context("new_key", "text")));
        say("arguments", write(new LoggedEvents("log.arguments", "true"), LogMemoryTest::arguments));
        templates();
        context();
        writer();
    }

    private static void arguments(LogWriter out) {
        for (Object number : NUMBERS) {
            out.argument(number);
        }
    }

    /** Of the first fifteen nothing is remembered. */
    private void templates() {
        LoggedEvents log = new LoggedEvents();
        for (int i = 0; i < 15; i++) {
            log.take(LogMemoryTest::message);
        }
        for (int i = 1; i < 4; i++) {
            say("template " + i, write(log, LogMemoryTest::message));
        }
    }

    private static void message(LogWriter out) {
        if (!out.message("paid {} of {}", ARGUMENTS, 2)) {
            out.message("paid 7 of 9");
        }
    }

    /** A copy of it would need a larger array; some of its fields still fit. */
    private void context() {
        LoggedEvents log = new LoggedEvents();
        Map<String, String> context = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            context.put("field" + i, "v".repeat(60));
        }
        log.take(out -> out.context(context, map -> true));
        String[] names = {"fill0", "fill1", "fill2", "fill3", "fill4", "fill5", "fill6"};
        String text = "t".repeat(60);
        say("context", write(log, out -> {
            for (String name : names) {
                out.field(name, text);
            }
            out.context(context, map -> true);
        }));
    }

    /** A draft that another door has used before, so that it has no writer of this one's. */
    private void writer() {
        DraftPool pool = new DraftPool(
                EventLimits.DEFAULT, new MicroClock(() -> 0, () -> 0), draft -> true, problem -> problems++);
        new LogDoor(LoggedEvents.settings(), pool::begin).take("", (event, out) -> out.level("INFO", 9));
        LogDoor door = new LogDoor(LoggedEvents.settings(), pool::begin);
        problems = 0;
        if (full) {
            heap.leave(0);
        }
        boolean taken = door.take("", (event, out) -> out.level("INFO", 9));
        heap.release();
        System.out.println(which() + "writer: taken " + taken + ", " + problems + " counted");
    }

    private Event write(LoggedEvents log, Consumer<LogWriter> first) {
        // room to count: the client's counters are there from the start
        log.problems.addAll(Collections.nCopies(64, FieldProblem.INTERNAL));
        log.problems.clear();
        log.take(out -> {
            try {
                if (full) {
                    heap.leave(0);
                }
                first.accept(out);
                out.field("behind", NUMBERS[1]);
                out.failure(THROWN);
            } finally {
                heap.release();
            }
        });
        return log.event();
    }

    private String which() {
        return full ? "full, " : "free, ";
    }

    private void say(String what, Event event) {
        StringBuilder line = new StringBuilder(which()).append(what).append(": ");
        if (!event.getMessage().isEmpty()) {
            line.append(event.getMessage()).append(' ');
        }
        for (Value field : event.getFieldsList()) {
            line.append(field.getName()).append(' ');
            if (field.hasListValue()) {
                line.append(field.getListValue().getValuesCount()).append(' ');
            }
        }
        System.out.println(line.append(event.getFailure().getType()));
    }
}

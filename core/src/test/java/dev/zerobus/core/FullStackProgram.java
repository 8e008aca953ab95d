// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.api.EventBuilder;
import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogWriter;
import dev.zerobus.core.thread.CaptureGuard;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * An application whose first events come from threads at the end of their stacks. There the JVM can not initialise a class, and
 * a class that could not be initialised stays broken for as long as the process lives.
 */
final class FullStackProgram {

    private static final int KINDS = 3;
    private static final AtomicLong OVERFLOWS = new AtomicLong();

    /** What the application makes itself must be whole: these are its classes, not ours. */
    private static final Map<String, Object> VALUES = values();

    private static final List<String> STACK = List.of("a", "b");
    private static final Throwable THROWN = new IllegalStateException("outer", new RuntimeException("inner"));

    private final ZerobusClient client = ZerobusClient.start(ZerobusConfig.builder()
            .set("endpoint", "http://127.0.0.1:1")
            .set("workspace.url", "http://127.0.0.1:1")
            .set("auth", "none")
            .set("table", "a.b.c")
            .set("ring.size", "64MiB")
            .set("redact.patterns", "\\b4[0-9]{15}\\b")
            .build());
    private final LogDoor door = new LogDoor(client);
    private int kind;

    private FullStackProgram() {}

    public static void main(String[] args) throws Exception {
        // the classes of the JDK that make these values' texts: broken by whoever uses them first at the end of a stack
        VALUES.forEach((name, value) -> {
            if (!(value instanceof Broken)) {
                String.valueOf(value);
            }
        });
        FullStackProgram program = new FullStackProgram();
        // different sizes, so that the end comes at different frames, interpreted and compiled
        for (int round = 0; round < 60; round++) {
            program.kind = round % KINDS;
            Thread thread = new Thread(null, () -> program.deeper(0, 0, 0), "deep", (256 + 4L * round) << 10);
            thread.start();
            thread.join();
        }
        program.onAHealthyStack();
    }

    /** Raises an event on the way back from the end of the stack, at every depth of the last few hundred frames. */
    private int deeper(long a, long b, long c) {
        int below;
        try {
            below = deeper(b, c, a) + 1;
        } catch (StackOverflowError end) {
            below = 0;
        }
        if (below < 300) {
            try {
                one();
            } catch (StackOverflowError ours) {
                OVERFLOWS.incrementAndGet();
            }
            if (CaptureGuard.shared().isInside()) {
                System.out.println("still inside the guard");
            }
        }
        return below;
    }

    private boolean one() {
        switch (kind) {
            case 0:
                return Events.emit("order_placed", "order_id", 42);
            case 1:
                return rich();
            default:
                return door.take("event", (event, out) -> log(out));
        }
    }

    private boolean rich() {
        EventBuilder event =
                Events.event("order_placed").severity(Severity.WARN).message("Ordered with 4111111111111111");
        VALUES.forEach(event::put);
        return event.failure(THROWN).emit();
    }

    private static void log(LogWriter out) {
        out.time(1_750_000_000_000_000L);
        out.observedNow();
        out.level("WARN", 13);
        out.logger("com.example.Orders");
        out.thread("main", 1);
        out.text().append("Ordered with 4111111111111111");
        out.message(out.text());
        out.context("user", "bob");
        out.contextStack(STACK);
        out.marker("AUDIT");
        out.field("order", 42);
        out.failure(THROWN);
    }

    private static void initialiseAll() throws Exception {
        for (Class<?> one : new Class<?>[] {Events.class, ZerobusClient.class}) {
            Path root = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(f ->
                                f.toString().endsWith(".class") && !f.toString().endsWith("-info.class"))
                        .forEach(file -> {
                            String name = root.relativize(file)
                                    .toString()
                                    .replace('/', '.')
                                    .replace(".class", "");
                            try {
                                Class.forName(name);
                            } catch (Throwable broken) {
                                System.out.println("broken for ever: " + broken);
                            }
                        });
            }
        }
    }

    /** Nothing must have been broken for good: every class works, and every kind of event is taken whole. */
    private void onAHealthyStack() throws Exception {
        initialiseAll();
        ClientSnapshot before = client.snapshot();
        for (kind = 0; kind < KINDS; kind++) {
            System.out.println("taken " + one());
        }
        ClientSnapshot after = client.snapshot();
        System.out.println("drops the same " + before.droppedBeforeLanes().equals(after.droppedBeforeLanes()));
        for (FieldProblem problem : FieldProblem.values()) {
            long more =
                    after.fieldProblems().get(problem) - before.fieldProblems().get(problem);
            if (more > 0) {
                System.out.println(problem + " " + more);
            }
        }
        System.out.println("overflows " + (OVERFLOWS.get() > 0));
        client.close(Duration.ZERO);
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "Grüße");
        values.put("chars", new StringBuilder("x"));
        values.put("rate", 0.5);
        values.put("when", Instant.EPOCH);
        values.put("day", LocalDate.EPOCH);
        values.put("price", new BigDecimal("12.50"));
        values.put("id", new UUID(1, 2));
        values.put("list", List.of(1, "two", 3.0));
        values.put("map", Map.of("key", new int[] {1, 2}));
        values.put("bytes", new byte[3]);
        values.put("broken", new Broken());
        return values;
    }

    private static final class Broken {
        @Override
        public String toString() {
            throw new IllegalStateException("on purpose");
        }
    }
}

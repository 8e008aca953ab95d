// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.config.KeyPatterns;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingReader;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Counts what a log event allocates on the logging thread, from the door into a real ring; prints bytes per event. */
final class LogAllocationProbe {

    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 100_000;

    /** The steady state is the best of these: a deoptimization may come in the middle of any one. */
    private static final int ROUNDS = 4;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Long[] BOXED = LongStream.range(0, 64)
            .mapToObj(i -> i * i * i * i * i * i * i * -i)
            .toArray(Long[]::new);

    private final Object[] arguments = {"Zo\u00eb of the customers", 1L, 4_711};
    private final EventRing ring = new EventRing(1 << 20);
    private final StringBuilder message = new StringBuilder();
    private final LogDoor door;
    private Object kept = "";
    private int number;
    private int straight;

    private LogAllocationProbe(@Nullable Redaction redaction) {
        DraftPool pool = new DraftPool(
                EventLimits.DEFAULT,
                new MicroClock(),
                draft -> ring.offer(draft.bytes(), 0, draft.length()),
                problem -> {
                    throw new AssertionError(problem);
                },
                redaction);
        door = new LogDoor(LoggedEvents.settings(), pool::begin);
    }

    public static void main(String[] args) {
        LogAllocationProbe plain = new LogAllocationProbe(null);
        report("plain", plain::log);
        report("markers", plain::logWithMarkers);
        report("template", plain::logTemplate);
        if (plain.straight < MEASURED) {
            throw new AssertionError("templates were not written as such: " + plain.straight);
        }
        report("control", i -> {
            plain.log(i);
            plain.kept = new byte[i & 15];
        });
        Redaction redaction =
                new Redaction(KeyPatterns.of("password")::matches, List.of(Pattern.compile("\\b\\d{16}\\b")), "***");
        report("redacted", new LogAllocationProbe(redaction)::log);
    }

    private static void report(String name, IntConsumer event) {
        for (int i = 0; i < WARM_UP; i++) {
            event.accept(i);
        }
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, measure(event));
        }
        System.out.println(name + " " + least);
    }

    private static double measure(IntConsumer event) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < MEASURED; i++) {
            event.accept(i);
        }
        return (double) (THREADS.getThreadAllocatedBytes(thread) - before) / MEASURED;
    }

    private void log(int i) {
        number = i;
        end(door.take(this, (probe, out) -> probe.write(probe.number, out)));
    }

    private void logWithMarkers(int i) {
        number = i;
        end(door.take(this, (probe, out) -> {
            probe.write(probe.number, out);
            out.marker("AUDIT");
            out.marker("SECURITY");
        }));
    }

    private void logTemplate(int i) {
        arguments[1] = BOXED[i & 63];
        end(door.take(this, (probe, out) -> {
            if (out.message("user {} has ordered {} things, of which {} are in stock", probe.arguments, 3)) {
                probe.straight++;
            }
        }));
    }

    private void write(int i, LogWriter out) {
        message.setLength(0);
        message.append("user ").append(i).append(" has ordered, and this message is longer than a short one");
        out.time(i);
        out.observedNow();
        out.level("INFO", 9);
        out.logger("com.example.shop.Checkout");
        out.thread("http-nio-8080-exec-1", 42);
        out.message(message);
        out.template("user {} has ordered, and this message is longer than a short one");
        out.context("user", "bob");
        out.context("request_id", "0f8fad5b-d9cb-469f-a165-70867728950e");
        out.context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    private void end(boolean taken) {
        if (!taken) {
            throw new AssertionError("refused");
        }
        RingReader reader = ring.reader();
        while (reader.next()) {
            reader.release(reader.position());
        }
    }
}

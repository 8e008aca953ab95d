// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.api.EventSink;
import dev.zerobus.api.EventWriter;
import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingReader;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Counts what emitting into a real ring allocates on the emitting thread; prints bytes per event. */
final class AllocationProbe {

    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 200_000;

    /** The steady state is the best of these: a deoptimization may come in the middle of any one. */
    private static final int ROUNDS = 4;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final EventRing ring = new EventRing(1 << 20);
    private final DraftPool pool;
    private Object kept = "";

    private AllocationProbe(boolean keyed) {
        DraftSink sink = keyed
                ? draft -> ring.offer(draft.bytes(), 0, draft.length(), OrderKey.lead(OrderKey.ofThisThread()))
                : draft -> ring.offer(draft.bytes(), 0, draft.length());
        pool = new DraftPool(EventLimits.DEFAULT, new MicroClock(), sink, problem -> {
            throw new AssertionError(problem);
        });
    }

    /** With an argument: events have an order key. */
    public static void main(String[] args) throws InterruptedException {
        new AllocationProbe(args.length > 0).run();
    }

    private void run() throws InterruptedException {
        report("nobody", this::unheard);
        Events.attach(sink());
        report("builder", this::drained);
        report("control", i -> {
            drained(i);
            kept = new byte[i & 15];
        });
        withAnotherThreadDraining();
    }

    private void report(String name, IntConsumer event) {
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

    private void unheard(int i) {
        if (emit(i)) {
            throw new AssertionError("nothing listens");
        }
    }

    private void drained(int i) {
        if (!emit(i)) {
            throw new AssertionError("refused");
        }
        RingReader reader = ring.reader();
        while (reader.next()) {
            reader.release(reader.position());
        }
    }

    private static boolean emit(int i) {
        return Events.event("order_placed")
                .put("order_id", (long) i)
                .put("amount", i * 0.5)
                .put("ratio", 1.5f)
                .put("express", (i & 1) == 0)
                .put("grade", 'a')
                .put("country", "DE")
                .put("customer", "Zo\u00eb \u20ac")
                .severity(Severity.INFO)
                .message("an order was placed")
                .time(i)
                .emit();
    }

    private void withAnotherThreadDraining() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread drain = new Thread(() -> drainUntil(done));
        drain.start();
        report("threads", i -> {
            while (!emit(i)) {
                Thread.onSpinWait();
            }
        });
        done.set(true);
        drain.join();
    }

    private void drainUntil(AtomicBoolean done) {
        RingReader reader = ring.reader();
        while (!done.get()) {
            while (reader.next()) {
                reader.release(reader.position());
            }
            Thread.onSpinWait();
        }
    }

    private EventSink sink() {
        return new EventSink() {
            @Override
            public EventWriter begin(String event) {
                return pool.begin(event);
            }

            @Override
            public boolean flush(long timeoutNanos) {
                return true;
            }
        };
    }
}

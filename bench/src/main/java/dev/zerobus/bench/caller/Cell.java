// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * One figure, in a JVM of its own: warms up, measures, and prints {@code result name=value ...}.
 *
 * <p>Words: subject, {@code paced} or {@code saturated} or {@code throwing}, threads, seconds. The system property
 * {@code bench.sink} is the sink's process id.
 */
final class Cell {

    static final int PER_SECOND = 20_000;
    static final int THROWING_PER_SECOND = 2_000;

    private static final double WARM_UP_SECONDS = 3;
    private static final double BYTES_SECONDS = 1;
    private static final int BURST = 64;

    /** A core's share. */
    private static final double STILL_COMPILING = 0.03;

    private static final int MOST_STRETCHES = 8;
    private static final long SINK = Long.getLong("bench.sink", 0);

    private final Subject subject;
    private final String mode;
    private final int threads;
    private final double seconds;

    private Cell(Subject subject, String mode, int threads, double seconds) {
        this.subject = subject;
        this.mode = mode;
        this.threads = threads;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        String result;
        try (Subject subject = Subjects.named(args[0]).make()) {
            Cell cell = new Cell(subject, args[1], Integer.parseInt(args[2]), Double.parseDouble(args[3]));
            result = cell.run();
        }
        System.out.println("result " + result);
        System.out.flush();
        // threads of a library must not keep a finished cell alive
        Runtime.getRuntime().halt(0);
    }

    private String run() throws Exception {
        warmUp();
        String measured = mode.equals("saturated") ? saturated() : paced(mode.equals("throwing"));
        return (measured + ' ' + subject.more()).trim();
    }

    /** In bursts that fill no queue, so that the compiler sees what is measured later. */
    private void warmUp() throws Exception {
        boolean throwing = mode.equals("throwing");
        long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
        CallerThreads.run(subject, threads, (thread, times) -> {
            Failures failures = new Failures();
            for (int i = 0; System.nanoTime() < end; i++) {
                if (throwing) {
                    subject.call(i, failures.next());
                } else {
                    subject.call(i);
                }
                if (i % BURST == 0) {
                    subject.nextRequest(i);
                    Thread.sleep(1);
                }
            }
        });
    }

    /** Goes on until the compiler has little left to do: it would share the cores with what is measured. */
    private static void untilCompiled(Stretch stretch) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        for (int i = 0; i < MOST_STRETCHES; i++) {
            long compiled = compiler.getTotalCompilationTime();
            long from = System.nanoTime();
            stretch.run();
            double share = (compiler.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - from);
            if (share < STILL_COMPILING) {
                return;
            }
        }
    }

    private interface Stretch {
        void run() throws Exception;
    }

    private String paced(boolean throwing) throws Exception {
        Pacer pacer = new Pacer(subject, threads, throwing ? THROWING_PER_SECOND : PER_SECOND, throwing);
        untilCompiled(() -> pacer.run(1.5, false));
        pacer.run(0.5, true);
        settle(Long.MAX_VALUE);
        subject.prepare();
        long delivered = subject.delivered();
        Machine before = Machine.now(SINK);
        CallTimes times = pacer.run(seconds, false);
        Machine after = Machine.now(SINK);
        long callers = times.cpuNanos();
        times.add(pacer.run(BYTES_SECONDS, true));
        long calls = pacer.calls(seconds) + pacer.calls(BYTES_SECONDS);
        return times.words() + ' ' + words(before, after, callers, pacer.calls(seconds)) + ' ' + lost(calls, delivered);
    }

    private String saturated() throws Exception {
        untilCompiled(() -> new Saturation(subject, threads).run(2));
        settle(Long.MAX_VALUE);
        subject.prepare();
        Saturation run = new Saturation(subject, threads);
        long delivered = subject.delivered();
        Machine before = Machine.now(SINK);
        CallTimes times = Recorded.run(() -> run.run(seconds));
        Machine after = Machine.now(SINK);
        long out = delivered < 0 ? run.calls() : subject.delivered() - delivered;
        double perSecond = out * 1e9 / (after.nanos() - before.nanos());
        return String.format(
                Locale.ROOT,
                "%s rate=%.0f %s %s",
                times.words(),
                perSecond,
                words(before, after, times.cpuNanos(), out),
                lost(run.calls(), delivered));
    }

    private static String words(Machine before, Machine after, long callerNanos, long events) {
        double each = Math.max(1, events);
        return String.format(
                Locale.ROOT,
                "cpu=%.0f behind=%.0f cpuus=%.2f sinkcpu=%.0f disk=%.1f others=%.2f",
                (after.ownNanos() - before.ownNanos()) / each,
                Math.max(0, after.ownNanos() - before.ownNanos() - callerNanos) / each,
                (after.ownNanos() - before.ownNanos()) / 1e3 / each,
                (after.sinkNanos() - before.sinkNanos()) / each,
                (after.writtenBytes() - before.writtenBytes()) * 1e3 / (after.nanos() - before.nanos()),
                after.othersSince(before));
    }

    /** Share of the calls whose event never came out, in percent. */
    private String lost(long calls, long before) throws InterruptedException {
        if (before < 0) {
            return "lost=0";
        }
        settle(before + calls);
        if (subject.delivered() == before) {
            throw new IllegalStateException("nothing has come out at the far end: this is no measurement");
        }
        return String.format(Locale.ROOT, "lost=%.3f", 100.0 * (calls - (subject.delivered() - before)) / calls);
    }

    /** Waits until so much has come out, or nothing more comes for a second. */
    private void settle(long wanted) throws InterruptedException {
        subject.flush();
        long last = -1;
        for (int still = 0; still < 10 && subject.delivered() < wanted; still++) {
            long now = subject.delivered();
            if (now != last) {
                still = 0;
            }
            last = now;
            Thread.sleep(100);
        }
    }
}

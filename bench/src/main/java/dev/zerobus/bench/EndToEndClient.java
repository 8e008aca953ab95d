// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.zerobus.api.Events;
import dev.zerobus.bench.caller.CallTimes;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The application of {@link EndToEnd}, a process of its own: emits as fast as it is let, or at a pace, and prints what a window
 * after the warm-up brought, and what one call took its thread. Its configuration comes from the environment.
 *
 * <p>Words: bytes of payload, producers, events per second in all (0: as fast as possible), seconds of warm-up, seconds of window.
 */
final class EndToEndClient {

    private volatile boolean running = true;

    private EndToEndClient() {}

    public static void main(String[] args) throws Exception {
        new EndToEndClient()
                .run(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]));
    }

    private void run(int payloadBytes, int producers, int perSecond, int warmUp, int window) throws Exception {
        ZerobusClient client = ZerobusClient.start();
        String payload = "x".repeat(payloadBytes);
        List<Producer<RuntimeException>> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            Producer<RuntimeException> caller =
                    new Producer<>(id -> emit(id, payload), 1, (double) perSecond / producers);
            callers.add(caller);
            threads.add(new Thread(() -> caller.run(() -> running), "producer-" + i));
        }
        threads.forEach(Thread::start);
        Thread.sleep(warmUp * 1000L);
        callers.forEach(caller -> caller.measure(true));
        Reading before = Reading.of(client);
        Thread.sleep(window * 1000L);
        Reading after = Reading.of(client);
        callers.forEach(caller -> caller.measure(false));
        running = false;
        CallTimes times = new CallTimes();
        for (int i = 0; i < producers; i++) {
            threads.get(i).join();
            times.add(callers.get(i).times());
        }
        client.close(Duration.ofSeconds(30));
        System.out.println("result " + after.since(before) + ' ' + times.inMicros());
    }

    private static void emit(long id, String payload) {
        Events.event("bench").put("id", id).put("payload", payload).emit();
    }

    /** The counters at one moment. */
    private record Reading(
            long nanos, long cpuNanos, long acked, long sentRows, long sentBytes, long dropped, LaneSnapshot lane) {

        static Reading of(ZerobusClient client) {
            LaneSnapshot lane = client.snapshot().lanes().get(0);
            OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Reading(
                    System.nanoTime(),
                    os.getProcessCpuTime(),
                    lane.acked(),
                    lane.rowsSent(),
                    lane.bytesSent(),
                    lane.droppedTotal(),
                    lane);
        }

        /** One line of name=value, read by {@link EndToEnd}. */
        String since(Reading before) {
            double seconds = (nanos - before.nanos) / 1e9;
            long records = Math.max(1, acked - before.acked);
            double rowBytes = (double) (sentBytes - before.sentBytes) / Math.max(1, sentRows - before.sentRows);
            return String.format(
                    Locale.ROOT,
                    "records/s=%.0f MB/s=%.1f row_bytes=%.0f cpu_us/record=%.2f ack_p50_ms=%.2f ack_p99_ms=%.2f dropped=%d",
                    records / seconds,
                    records * rowBytes / seconds / 1e6,
                    rowBytes,
                    (cpuNanos - before.cpuNanos) / 1e3 / records,
                    lane.ackLatencyP50Nanos() / 1e6,
                    lane.ackLatencyP99Nanos() / 1e6,
                    dropped - before.dropped);
        }
    }
}

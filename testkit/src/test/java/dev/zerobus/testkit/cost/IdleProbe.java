// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Prints what a client costs that has nothing to send, or can not send it. A program.
 *
 * <pre>
 *   cpu &lt;thread&gt; &lt;number&gt;      thousandths of a core
 *   bytes &lt;thread&gt; &lt;number&gt;    allocated each second
 *   cpu process &lt;number&gt;      of everything, our looking included
 * </pre>
 */
public final class IdleProbe {

    private static final String OURS = "zerobus-";

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What each thread of ours has used: CPU nanoseconds and bytes, before and at the last look. */
    private final Map<Long, long[]> used = new HashMap<>();

    private final Map<Long, String> names = new HashMap<>();

    private IdleProbe() {}

    /**
     * Runs. The environment says where the server is.
     *
     * @param args {@code connected} or {@code waiting}: whether the event can be sent that is emitted at first; how many seconds
     *     to let pass before; how many to measure
     */
    public static void main(String[] args) throws Exception {
        boolean connected = args[0].equals("connected");
        ZerobusClient client = ZerobusClient.start(ZerobusConfig.load(), (level, text) -> {});
        Events.event("order_placed").put("order_id", 1L).emit();
        if (connected && !client.flush(Duration.ofSeconds(30))) {
            throw new AssertionError("not connected: " + client.snapshot());
        }
        TimeUnit.SECONDS.sleep(Integer.parseInt(args[1]));
        new IdleProbe().measure(Integer.parseInt(args[2]));
        System.err.println(client.snapshot());
        boolean open = client.snapshot().lanes().get(0).state().equals("OPEN");
        if (connected != open) {
            throw new AssertionError("the lane is not as it should be: " + client.snapshot());
        }
        client.close(Duration.ZERO);
    }

    private void measure(int seconds) throws InterruptedException {
        long processBefore = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        look(true);
        // threads come and go: what one has used is known as long as it is there
        for (int look = 0; look < 10 * seconds; look++) {
            TimeUnit.MILLISECONDS.sleep(100);
            look(false);
        }
        double took = (System.nanoTime() - begin) / 1e9;
        double process = (SYSTEM.getProcessCpuTime() - processBefore) / 1e6 / took;
        Map<String, double[]> sums = new TreeMap<>();
        used.forEach((id, numbers) -> {
            double[] sum = sums.computeIfAbsent(names.get(id), any -> new double[2]);
            sum[0] += (numbers[2] - numbers[0]) / 1e6 / took;
            sum[1] += (numbers[3] - numbers[1]) / took;
        });
        sums.forEach((name, sum) -> {
            System.out.printf(Locale.ROOT, "cpu %s %.4f%n", name, sum[0]);
            System.out.printf(Locale.ROOT, "bytes %s %.1f%n", name, sum[1]);
        });
        System.out.printf(Locale.ROOT, "cpu process %.4f%n", process);
    }

    private void look(boolean first) {
        long[] ids = THREADS.getAllThreadIds();
        var infos = THREADS.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] == null || !infos[i].getThreadName().startsWith(OURS)) {
                continue;
            }
            long cpu = THREADS.getThreadCpuTime(ids[i]);
            long bytes = THREADS.getThreadAllocatedBytes(ids[i]);
            if (cpu < 0 || bytes < 0) {
                continue;
            }
            names.put(ids[i], infos[i].getThreadName());
            long[] numbers = used.computeIfAbsent(ids[i], any -> first ? new long[] {cpu, bytes, 0, 0} : new long[4]);
            numbers[2] = cpu;
            numbers[3] = bytes;
        }
    }
}

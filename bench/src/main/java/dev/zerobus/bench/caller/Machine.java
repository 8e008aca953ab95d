// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the machine and this process have done until a moment. Immutable.
 *
 * @param nanos the moment
 * @param ownNanos processor time of this process
 * @param sinkNanos processor time of the sink's process; 0 if there is none
 * @param allNanos processor time of everybody; 0 where the kernel does not tell
 * @param writtenBytes what this process has sent to the disk; 0 where the kernel does not tell
 */
record Machine(long nanos, long ownNanos, long sinkNanos, long allNanos, long writtenBytes) {

    private static final long TICK_NANOS = 10_000_000;

    static Machine now(long sinkPid) {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(System.nanoTime(), os.getProcessCpuTime(), cpu(sinkPid), all(), written());
    }

    /** How many cores everybody else has used since a moment. */
    double othersSince(Machine before) {
        long ours = ownNanos - before.ownNanos + sinkNanos - before.sinkNanos;
        return Math.max(0, allNanos - before.allNanos - ours) / (double) (nanos - before.nanos);
    }

    private static long cpu(long pid) {
        return pid <= 0
                ? 0
                : ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L);
    }

    /** User, nice, system and both kinds of interrupts; neither idle nor stolen. */
    private static long all() {
        try {
            String[] words = lines("/proc/stat").get(0).split(" +", -1);
            long ticks = 0;
            for (int i : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(words[i]);
            }
            return ticks * TICK_NANOS;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long written() {
        try {
            for (String line : lines("/proc/self/io")) {
                if (line.startsWith("write_bytes: ")) {
                    return Long.parseLong(line.substring("write_bytes: ".length()));
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.ClientSnapshot;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;

/** Prints the bytes that a log call allocates, without garbage of Log4j's own. Run in a process of its own. */
public final class AllocationProbe {

    private static final int WARM_UP = 150_000;
    private static final int MEASURED = 50_000;

    /** The steady state is the best of these: a deoptimization may come in the middle of any one. */
    private static final int ROUNDS = 5;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static volatile Object kept = "";

    private AllocationProbe() {}

    /**
     * Runs.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // without these two Log4j itself makes garbage
        System.setProperty("log4j2.garbagefreeThreadContextMap", "true");
        System.setProperty("log4j2.enableDirectEncoders", "true");
        ThreadContext.put("request_id", "r-17");
        ThreadContext.put("user", "somebody");
        LoggerContext nobody = TestConfig.start(TestConfig.of(
                "<Null name=\"nobody\"/>", "<Root level=\"info\"><AppenderRef ref=\"nobody\"/></Root>"));
        LoggerContext zerobus = TestConfig.start(TestConfig.of(
                "<Zerobus name=\"zerobus\"><Option key=\"ring.size\" value=\"64MiB\"/>"
                        + "<Option key=\"overflow.policy\" value=\"block\"/>"
                        + "<Option key=\"overflow.timeout\" value=\"30s\"/></Zerobus>",
                "<Root level=\"info\"><AppenderRef ref=\"zerobus\"/></Root>"));
        // both are warm before either is measured: what the compiler makes of Log4j's own code depends on both
        for (int i = 0; i < 3; i++) {
            log(nobody.getLogger("app"), WARM_UP, 0);
            log(zerobus.getLogger("app"), WARM_UP, 0);
        }
        print("nobody", nobody.getLogger("app"), 0);
        print("zerobus", zerobus.getLogger("app"), 0);
        print("control", nobody.getLogger("app"), 16);
        ClientSnapshot numbers = Objects.requireNonNull(
                Objects.requireNonNull(TestConfig.appender(zerobus)).snapshot());
        if (numbers.dropped() > 0 || numbers.accepted() < WARM_UP) {
            throw new AssertionError("not every event was accepted: " + numbers);
        }
        zerobus.stop();
    }

    private static void print(String name, Logger logger, int control) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long thread = Thread.currentThread().getId();
            long before = THREADS.getThreadAllocatedBytes(thread);
            log(logger, MEASURED, control);
            least = Math.min(least, (double) (THREADS.getThreadAllocatedBytes(thread) - before) / MEASURED);
        }
        System.out.println(name + " " + least);
    }

    private static void log(Logger logger, int times, int control) {
        for (int i = 0; i < times; i++) {
            logger.info("paid {} of {}", "7.50", "42");
            if (control > 0) {
                // the smallest object that there is
                kept = new Object();
            }
        }
    }
}

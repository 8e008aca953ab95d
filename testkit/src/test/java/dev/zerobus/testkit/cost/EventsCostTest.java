// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code Events} cost the thread that emits, with the whole client and a real server behind them. */
class EventsCostTest {

    /** Less than any object for every hundredth event: the steady state is none at all. */
    private static final double NOTHING = 0.16;

    /** The builder of an event, where the compiler makes one. */
    private static final double BUILDER = Runtime.version().feature() < 21 ? 16 : 0;

    @TempDir
    private Path place;

    @Test
    void anEventOfPrimitivesAndTextsAllocatesNothing() throws Exception {
        CostReport report = run("bytes", Map.of("ring.size", "8MiB"), "-Xbatch");

        assertThat(report.value("bytes primitives zerobus caller"))
                .as(report.toString())
                .isLessThan(NOTHING);
        // JDK 17 may not copy what begins an event into a second caller, and then makes its builder of 16 bytes
        assertThat(report.value("bytes long-text zerobus caller"))
                .as(report.toString())
                .isLessThan(BUILDER + NOTHING);
        assertThat(report.value("bytes control zerobus caller"))
                .as("the meter sees 16 bytes: " + report)
                .isBetween(15.0, 18.0);
    }

    @Test
    void virtualThreadsAreNeverPinnedByUsAndCostNoMemoryOfOurs() throws Exception {
        assumeTrue(VirtualThreadMeter.there(), "virtual threads came with Java 21");
        CostReport report = run("threads", Map.of("ring.size", "64KiB"));

        VirtualThreadCosts.assertNone(report);
        assertThat(report.value("waited cold") + report.value("waited warm"))
                .as("threads wait for room inside of emit: " + report)
                .isPositive();
    }

    private CostReport run(String what, Map<String, String> options, String... jvm) throws Exception {
        try (LogServer server = LogServer.acknowledgingOnly(Files.createDirectories(place.resolve("server")))) {
            Map<String, String> all = server.options(server.freshTable());
            all.put("overflow.policy", "block");
            all.put("overflow.timeout", "60s");
            all.putAll(options);
            JavaCommand program = JavaProcess.of()
                    .jvm("-Xmx512m")
                    .jvm(jvm)
                    .main(EventsProbe.class)
                    .arguments(what);
            all.forEach((key, value) -> program.environment(
                    "ZEROBUS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
            return CostReport.of(program);
        }
    }
}

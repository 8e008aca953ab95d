// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.cost.CostReport;
import dev.zerobus.testkit.cost.VirtualThreadCosts;
import dev.zerobus.testkit.cost.VirtualThreadMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand virtual threads log: none is kept on its carrier by us, and none costs memory of ours. */
final class VirtualThreadsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void theyAreNeverPinnedByUsAndCostNoMemoryOfOurs(String loggers, @TempDir Path place) throws Exception {
        assumeTrue(VirtualThreadMeter.there(), "virtual threads came with Java 21");
        try (LogServer server = LogServer.start(Files.createDirectories(place.resolve("server")))) {
            CostReport report = CostReport.of(JavaProcess.of()
                    // room for all events: Log4j's ring loses some when it is full and several threads log (Disruptor
                    // 4)
                    .jvm("-Xmx512m", "-Dlog4j2.asyncLoggerRingBufferSize=65536")
                    .environment(Forked.environment(server, server.freshTable()))
                    .main(VirtualThreadsProbe.class)
                    .arguments(loggers));
            VirtualThreadCosts.assertNone(report);
            if (loggers.equals("sync")) {
                assertThat(report.value("waited cold") + report.value("waited warm"))
                        .as("threads wait for room inside of our appender: " + report)
                        .isPositive();
            }
        }
    }
}

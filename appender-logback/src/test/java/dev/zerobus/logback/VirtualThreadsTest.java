// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.cost.CostReport;
import dev.zerobus.testkit.cost.VirtualThreadCosts;
import dev.zerobus.testkit.cost.VirtualThreadMeter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand virtual threads log: none is kept on its carrier by us, and none costs memory of ours. */
class VirtualThreadsTest {

    @Test
    void theyAreNeverPinnedByUsAndCostNoMemoryOfOurs(@TempDir Path directory) throws Exception {
        assumeTrue(VirtualThreadMeter.there(), "virtual threads came with Java 21");
        try (LogServer server = LogServer.start(directory)) {
            Map<String, String> options = server.options(server.freshTable());
            // so small that threads wait for room
            options.put("ring.size", "64KiB");
            options.put("overflow.policy", "block");
            options.put("overflow.timeout", "60s");
            CostReport report = CostReport.of(JavaProcess.of()
                    .jvm("-Xmx512m")
                    .main(VirtualThreadsProbe.class)
                    .arguments(Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO")));
            VirtualThreadCosts.assertNone(report);
            assertThat(report.value("waited cold") + report.value("waited warm"))
                    .as("threads wait for room inside of our appender: " + report)
                    .isPositive();
        }
    }
}

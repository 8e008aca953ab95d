// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.cost.CostReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the thread that logs allocates for us, measured in a JVM of its own with a real server. */
// what a JDK optimizes away is seen in core's and testkit's on every one
@Tag("long")
class AllocationTest {

    /** Less than any object for every hundredth event: the steady state is none at all. */
    private static final double NOTHING = 0.16;

    /** An exception of thirty frames with a cause, which were logged before. */
    private static final double EXCEPTION = 600;

    @Test
    void anEventAllocatesNothingOfOursBesidesWhatLogbackDoes(@TempDir Path directory) throws Exception {
        try (LogServer server = LogServer.acknowledgingOnly(directory)) {
            String xml =
                    Xml.configuration(Xml.appender("ZEROBUS", server.options(server.freshTable())), "ZEROBUS", "INFO");
            CostReport report = CostReport.of(JavaProcess.of()
                    .jvm("-Xmx512m", "-Xbatch")
                    .main(AllocationProbe.class)
                    .arguments(xml));
            for (String kind : new String[] {"constant", "arguments", "marker", "pair"}) {
                assertThat(added(report, kind, "nobody"))
                        .as(kind + "\n" + report)
                        .isLessThan(NOTHING);
            }
            for (String kind : new String[] {"object", "context"}) {
                assertThat(added(report, kind, "formatting"))
                        .as(kind + "\n" + report)
                        .isLessThan(NOTHING);
            }
            assertThat(added(report, "exception", "formatting"))
                    .as(report.toString())
                    .isLessThan(EXCEPTION);
            assertThat(added(report, "control", "formatting") - added(report, "constant", "formatting"))
                    .as("the meter sees 16 bytes: " + report)
                    .isBetween(15.0, 18.0);
        }
    }

    private static double added(CostReport report, String kind, String to) {
        return report.value("bytes", kind, "zerobus", "caller") - report.value("bytes", kind, to, "caller");
    }
}

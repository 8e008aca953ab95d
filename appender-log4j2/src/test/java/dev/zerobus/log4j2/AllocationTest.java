// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.cost.CostReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our appender allocates beyond what Log4j allocates for one that does nothing, in a process where nothing else happens. */
@Tag("long")
final class AllocationTest {

    /** Less than any object for every hundredth event: the steady state is none at all. */
    private static final double NOTHING = 0.16;

    /** Log4j hands a marker's parents out as a copy. */
    private static final double PARENTS = 24;

    /** An exception of thirty frames with a cause, which were logged before. */
    private static final double EXCEPTION = 3_000;

    @ParameterizedTest(name = "with a ThreadContext without garbage: {0}")
    @ValueSource(booleans = {true, false})
    void anEventAllocatesNothingOfOursOnTheThreadThatLogs(boolean contextWithoutGarbage, @TempDir Path place)
            throws Exception {
        CostReport report = run(place, "sync", contextWithoutGarbage);

        assertNothing(report, "caller");
        assertBounds(report, "caller");
        assertControl(report);
    }

    @Test
    void anEventOfAsyncLoggersAllocatesNothingOfOursOnEitherThread(@TempDir Path place) throws Exception {
        CostReport report = run(place, "async", false);

        assertNothing(report, "caller");
        assertNothing(report, "behind");
        assertThat(added(report, "exception", "caller")).as(report.toString()).isLessThan(NOTHING);
        assertBounds(report, "behind");
        assertControl(report);
    }

    /** Where our appender runs. */
    private static void assertBounds(CostReport report, String thread) {
        assertThat(added(report, "parent", thread)).as(report.toString()).isLessThan(PARENTS + NOTHING);
        assertThat(added(report, "exception", thread)).as(report.toString()).isLessThan(EXCEPTION);
    }

    private static void assertNothing(CostReport report, String thread) {
        for (String kind : new String[] {"constant", "arguments", "context", "marker", "map"}) {
            assertThat(added(report, kind, thread)).as(kind + " in " + report).isLessThan(NOTHING);
        }
    }

    /** Else the meter measures nothing. */
    private static void assertControl(CostReport report) {
        assertThat(added(report, "control", "caller"))
                .as("the meter sees 16 bytes: " + report)
                .isBetween(15.0, 18.0);
    }

    private static double added(CostReport report, String kind, String thread) {
        return report.value("bytes", kind, "zerobus", thread) - report.value("bytes", kind, "nobody", thread);
    }

    private static CostReport run(Path place, String loggers, boolean contextWithoutGarbage) throws Exception {
        try (LogServer server = LogServer.acknowledgingOnly(Files.createDirectories(place.resolve("server")))) {
            return CostReport.of(JavaProcess.of()
                    // compiled when it is time to, however busy the machine is
                    .jvm("-Xmx512m", "-Xbatch")
                    .jvm("-Dlog4j2.garbagefreeThreadContextMap=" + contextWithoutGarbage)
                    .jvm("-Dlog4j2.asyncLoggerRingBufferSize=8192")
                    .environment(Forked.environment(server, server.freshTable()))
                    .main(AllocationProbe.class)
                    .arguments(loggers));
        }
    }
}

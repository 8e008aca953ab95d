// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the thread that logs allocates for us, measured in a JVM of its own with a real server. */
class AllocationTest {

    /** What docs/logback.md promises, in bytes for an event. */
    private static final double PROMISED = 32;

    @Test
    void anEventCostsAtMostSoManyBytesBesidesItsFormattedMessage(@TempDir Path directory) throws Exception {
        try (LogServer server = LogServer.start(directory)) {
            String xml =
                    Xml.configuration(Xml.appender("ZEROBUS", server.options(server.freshTable())), "ZEROBUS", "INFO");
            try (JavaProcess app = JavaProcess.of()
                    .main(AllocationApplication.class)
                    .arguments(xml)
                    .start()) {
                assertThat(app.awaitExit(Duration.ofMinutes(3)))
                        .as(app.toString())
                        .isZero();
                for (String what : new String[] {"constant", "argument", "marker", "pair"}) {
                    assertThat(bytes(app, what)).as(what + "\n" + app).isBetween(-16.0, PROMISED);
                }
                assertThat(bytes(app, "control")).as("the measurement itself").isGreaterThan(100);
            }
        }
    }

    private static double bytes(JavaProcess app, String what) {
        return Double.parseDouble(app.awaitLine(what + " ").substring(what.length() + 1));
    }
}

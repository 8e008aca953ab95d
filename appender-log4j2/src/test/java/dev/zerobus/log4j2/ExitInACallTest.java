// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An argument whose own code calls {@code System.exit} while it is being logged. */
final class ExitInACallTest {

    private static final String CONFIG = TestConfig.of(
            "<Zerobus name=\"zerobus\"/>\n", "<Root level=\"info\"><AppenderRef ref=\"zerobus\"/></Root>");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.logging.log4j.core.selector.ClassLoaderContextSelector",
                "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"
            })
    void theStatusIsTheApplicationsAndWhatWasLoggedBeforeArrives(String selector) throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"))) {
            String table = server.freshTable();
            try (JavaProcess app = Forked.on("2.26.1", "4.0.0")
                    .environment(Forked.environment(server, table))
                    .properties(Map.of(
                            "log4j2.configurationFile",
                            Forked.config(directory, CONFIG).toString(),
                            "log4j2.contextSelector",
                            selector))
                    .main(ExitingApp.class)
                    .start()) {
                app.awaitLine("exiting");
                assertThat(app.awaitExit(Duration.ofSeconds(20)))
                        .as(app.toString())
                        .isEqualTo(ExitingApp.STATUS);
                assertThat(app.stdout()).containsExactly("exiting");
            }
            assertThat(server.rows(table))
                    .hasSize(ExitingApp.LINES)
                    .allSatisfy(row -> assertThat(row)
                            .extractingByKey("message")
                            .asString()
                            .startsWith("number "));
        }
    }
}

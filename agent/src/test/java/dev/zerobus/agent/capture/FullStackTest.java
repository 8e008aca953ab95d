// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.FullStack;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log4j2 has one event object for each thread: what remains of a call that broke must not look like the next event. */
class FullStackTest {

    @TempDir
    Path temp;

    @Test
    void aThreadIsHeardAgainAfterItsStackWasFull() throws Exception {
        try (LogServer server = LogServer.start(temp, LogServer.logTable("t.f.logs"))) {
            Map<String, String> options = new LinkedHashMap<>(server.options("t.f.logs"));
            // what reads the events for us is not the application's, whatever a pattern says
            options.put("agent.rules", "dev.zerobus.log4j2.*#log");
            options.put("agent.verbose", "true");
            options.put("ring.size", "64MiB");
            try (JavaProcess app = AgentApp.in(temp)
                    .classes(FullStack.class)
                    .library(LogEvent.class)
                    .library(Logger.class)
                    .jvm("-Dlog4j2.enable.threadlocals=true", "-Dlog4j2.level=OFF", "-Dlog4j2.disable.jmx=true")
                    .jvm("-Dlog4j2.configurationFile=" + configuration())
                    .command(options)
                    .start()) {
                assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
                assertThat(app.stdout()).containsExactly("full true", "interrupted false");
                assertThat(app.stderr())
                        .anyMatch(line ->
                                line.contains("events come from org.apache.logging.log4j.core.config.LoggerConfig"))
                        .noneMatch(line -> line.contains("events come from dev.zerobus"));
            }
            assertThat(server.rows("t.f.logs"))
                    .extracting(row -> String.valueOf(row.get("message")))
                    .filteredOn(message -> !message.equals("deep"))
                    .containsExactly(
                            "before", "after 0", "after 1", "after 2", "after 3", "after 4", "after 5", "after 6",
                            "after 7", "after 8", "after 9");
        }
    }

    private Path configuration() throws Exception {
        return java.nio.file.Files.writeString(
                temp.resolve("log4j2.xml"),
                "<Configuration><Appenders><Null name=\"N\"/></Appenders><Loggers>"
                        + "<Root level=\"info\"><AppenderRef ref=\"N\"/></Root></Loggers></Configuration>");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.EveryCall;
import dev.zerobus.agent.app.FrameworksApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.LogLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is captured and what is not, of an application that logs through all frameworks, by all levels and several loggers. */
@Tag("long")
class CaptureOptionsTest {

    @TempDir
    static Path directory;

    private static LogServer server;

    @TempDir
    Path temp;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void everythingIsCapturedUnlessTheAgentIsToldOtherwise() throws Exception {
        assertCaptured(Map.of(), EveryCall.FRAMEWORKS, EveryCall.LOGGERS, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "log4j2, log4j2",
        "logback, logback",
        "jul, jul",
        "'jul, Log4j2', log4j2 jul",
        "none, ''",
    })
    void onlyTheseFrameworksAreCaptured(String option, String expected) throws Exception {
        List<String> frameworks = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        assertCaptured(Map.of("agent.capture.frameworks", option), frameworks, EveryCall.LOGGERS, 1);
    }

    @ParameterizedTest
    @CsvSource({"trace, 1", "debug, 5", "info, 9", "warn, 13", "error, 17", "fatal, 21"})
    void whatIsBelowTheLevelIsNotCaptured(String level, int least) throws Exception {
        assertCaptured(Map.of("agent.capture.level", level), EveryCall.FRAMEWORKS, EveryCall.LOGGERS, least);
    }

    @Test
    void theAgentsLevelOpensNothingThatTheApplicationHasClosed() throws Exception {
        assertThat(captured(Map.of("agent.capture.level", "debug"), LogLevel.WARN))
                .containsExactlyInAnyOrderElementsOf(expected(EveryCall.FRAMEWORKS, EveryCall.LOGGERS, 13));
    }

    @ParameterizedTest
    @CsvSource({
        "*.app.Shop, app.Shop",
        "*.app.*, app.Shop app.Till",
        "'*.lib.Sql, *.app.Till', app.Till lib.Sql",
        "app.*, ''"
    })
    void onlyIncludedLoggersAreCaptured(String include, String expected) throws Exception {
        assertCaptured(Map.of("agent.capture.include", include), EveryCall.FRAMEWORKS, loggers(expected), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "*.lib.*, app.Shop app.Till",
        "'*.Sql,*.app.Till', app.Shop",
        "*, ''",
        "lib.Sql, app.Shop app.Till lib.Sql"
    })
    void excludedLoggersAreNotCaptured(String exclude, String expected) throws Exception {
        assertCaptured(Map.of("agent.capture.exclude", exclude), EveryCall.FRAMEWORKS, loggers(expected), 1);
    }

    @Test
    void anExcludedLoggerIsNotCapturedEvenIfItIsIncluded() throws Exception {
        assertCaptured(
                Map.of(
                        "agent.capture.include", "*.app.*,*.lib.Sql",
                        "agent.capture.exclude", "*.app.Till,*.lib.*",
                        "agent.capture.level", "info",
                        "agent.capture.frameworks", "logback,jul"),
                List.of("logback", "jul"),
                List.of("app.Shop"),
                9);
    }

    private static List<String> loggers(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    private void assertCaptured(
            Map<String, String> options, List<String> frameworks, List<String> loggers, int leastSeverity)
            throws Exception {
        assertThat(captured(options, LogLevel.TRACE))
                .containsExactlyInAnyOrderElementsOf(expected(frameworks, loggers, leastSeverity));
    }

    private static List<String> expected(List<String> frameworks, List<String> loggers, int leastSeverity) {
        List<String> expected = new ArrayList<>();
        for (String framework : frameworks) {
            for (String logger : loggers) {
                for (LogLevel level : LogLevel.values()) {
                    if (level.severityNumber() >= leastSeverity) {
                        expected.add(framework + "." + logger + " " + level.severityNumber());
                    }
                }
            }
        }
        return expected;
    }

    /** Returns loggers and severity numbers, one for each row; what the JDK itself logs does not count. */
    private List<String> captured(Map<String, String> options, LogLevel root) throws Exception {
        String table = server.freshTable();
        Map<String, String> all = new LinkedHashMap<>(server.options(table));
        all.putAll(options);
        all.put("shutdown.timeout", "60s");
        AgentApp app = AllFrameworks.in(temp, EveryCall.class);
        DoorSettings settings = new DoorSettings(all, root, false);
        try (ForkedDoor door = ForkedDoor.start(app.command(all), FrameworksApp.class, settings)) {
            assertThat(door.run(new EveryCall())).as("the agent takes events").isTrue();
            door.end();
            assertThat(door.process().stderr()).isEmpty();
        }
        List<Map<String, Object>> rows = server.rows(table);
        assertThat(rows)
                .as("what the agent delivers besides log events")
                .filteredOn(row -> "checked".equals(row.get("event_name")))
                .hasSize(1);
        return rows.stream()
                .filter(row -> "said".equals(row.get("message")))
                .map(row -> row.get("logger") + " " + row.get("severity_number"))
                .toList();
    }
}

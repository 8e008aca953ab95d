// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.app.MapMessages;
import dev.zerobus.agent.app.OldLogbackApp;
import dev.zerobus.agent.app.VersionCalls;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.ForkedMain;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions of Log4j and Logback that are in use, each in a JVM of its own with the agent, and the rows that arrive. */
class CaptureVersionsTest {

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

    @ParameterizedTest(name = "Log4j {0}, Disruptor {1}, {2}")
    @CsvSource({
        "2.17.2, 3.4.4, Root",
        "2.17.2, 3.4.4, AsyncRoot",
        "2.17.2, 3.4.4, all asynchronous",
        "2.20.0, 3.4.4, Root",
        "2.20.0, 3.4.4, AsyncRoot",
        "2.20.0, 3.4.4, all asynchronous",
        "2.24.3, 4.0.0, Root",
        "2.24.3, 4.0.0, AsyncRoot",
        "2.24.3, 4.0.0, all asynchronous",
        "2.25.5, 4.0.0, Root",
        "2.25.5, 4.0.0, AsyncRoot",
        "2.25.5, 4.0.0, all asynchronous",
        "2.26.1, 4.0.0, Root",
        "2.26.1, 4.0.0, AsyncRoot",
        "2.26.1, 4.0.0, all asynchronous"
    })
    void capturesLog4j(String version, String disruptor, String kind) throws Exception {
        AgentApp app = app(Log4j2App.class, "log4j-" + version, "disruptor-" + disruptor);
        boolean all = kind.equals("all asynchronous");
        if (all) {
            app.jvm("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
        } else {
            app.jvm("-D" + Log4j2App.ROOT + "=" + kind);
        }
        // ordinary Log4j finds the place where it is asked on the caller's thread only
        String place = all ? null : Log4j2App.class.getName() + ".log";
        List<Map<String, Object>> rows = rows(
                app,
                Log4j2App.class,
                new VersionCalls("org.apache.logging.log4j.core.LogEvent", false),
                "log4j-core-" + version + ".jar",
                disruptor.startsWith("3"),
                new MapMessages());
        assertThat(rows.get(0)).containsEntry("context_stack", List.of("outer")).containsEntry("code_function", place);
        assertMaps(rows.subList(rows.size() - MapMessages.CALLS, rows.size()));
    }

    private static void assertMaps(List<Map<String, Object>> rows) {
        assertThat(rows)
                .extracting(row -> row.get("message"))
                .containsExactly("amount=\"42\" order_id=\"o-1\" password=\"***\"", "order placed");
        assertThat(attributes(rows.get(0)))
                .containsEntry("order_id", "o-1")
                .containsEntry("amount", "42")
                .containsEntry("password", "***");
        assertThat(attributes(rows.get(1)))
                .containsEntry("order_id", "o-2")
                .containsEntry("sd_id", "order@32473")
                .containsEntry("sd_type", "audit");
        // a field of a column's name goes there
        assertThat(rows).extracting(row -> row.get("service_version")).containsExactly(null, "7");
    }

    private static Map<Object, Object> attributes(Map<String, Object> row) {
        return new TreeMap<>((Map<?, ?>) row.get("attributes"));
    }

    @ParameterizedTest(name = "Logback {0}, SLF4J 2 {1}")
    @CsvSource({
        "1.2.13, false",
        "1.3.16, false",
        "1.3.16, true",
        "1.5.38, false",
        "1.5.38, true",
        "1.6.6, false",
        "1.6.6, true"
    })
    void capturesLogback(String version, boolean slf4j2) throws Exception {
        Class<? extends LoggingApplication> type = slf4j2 ? LogbackApp.class : OldLogbackApp.class;
        List<Map<String, Object>> rows = rows(
                app(type, "logback-" + version),
                type,
                new VersionCalls("ch.qos.logback.classic.LoggerContext", slf4j2),
                "logback-classic-" + version + ".jar",
                false,
                null);
        assertThat(rows.get(0)).containsEntry("code_function", type.getName() + ".log");
        assertThat(String.valueOf(rows.get(0).get("attributes")).contains("cents=750"))
                .isEqualTo(slf4j2);
    }

    private AgentApp app(Class<? extends LoggingApplication> type, String... jars) throws Exception {
        AgentApp app = AgentApp.in(temp)
                .classes(type, VersionCalls.class, MapMessages.class)
                .library(ForkedMain.class);
        for (String place : jars) {
            try (Stream<Path> files = Files.list(Path.of("target/matrix", place))) {
                files.map(Path::toAbsolutePath).forEach(app::library);
            }
        }
        return app;
    }

    private static List<Map<String, Object>> rows(
            AgentApp app,
            Class<? extends LoggingApplication> type,
            VersionCalls calls,
            String jar,
            boolean warned,
            @Nullable MapMessages maps)
            throws Exception {
        String table = server.freshTable();
        DoorSettings settings = DoorSettings.of(server.options(table))
                .with("log.location", "true")
                .with("redact.keys", "password")
                .with("redact.patterns", "\\b\\d{16}\\b")
                .with("shutdown.timeout", "60s");
        JavaCommand command = app.command(settings.options());
        try (ForkedDoor door = ForkedDoor.start(command, type, settings)) {
            assertThat(door.run(calls)).endsWith("/" + jar);
            if (maps != null) {
                door.run(maps);
            }
            door.end();
            // Disruptor 3 calls what newer JDKs warn about, in their own words
            assertThat(door.process().stderr())
                    .filteredOn(line -> !warned || !line.startsWith("WARNING: "))
                    .isEmpty();
        }
        List<Map<String, Object>> rows = server.rows(table);
        assertThat(rows.subList(0, rows.size() - (maps == null ? 0 : MapMessages.CALLS)))
                .extracting(row -> row.get("message"))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.<Object>of("paid 7.50 of 42 with ***", "changing old"),
                                IntStream.range(0, VersionCalls.NUMBERED).mapToObj(i -> "number " + i))
                        .toList());
        assertFull(rows.get(0));
        return rows;
    }

    private static void assertFull(Map<String, Object> row) {
        assertThat(row)
                .containsEntry("message_template", "paid {} of {} with {}")
                .containsEntry("severity_text", "WARN")
                .containsEntry("severity_number", 13)
                .containsEntry("logger", "app.Till")
                .containsEntry("thread_name", "main")
                .containsEntry("error_type", "java.lang.IllegalStateException")
                .containsEntry("error_message", "no money");
        assertThat((String) row.get("stack_trace")).contains("Caused by: ", "the bank is closed");
        assertThat(row.get("markers"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("AUDIT", "MONEY");
        assertThat(String.valueOf(row.get("attributes")))
                .contains("request_id=r-17", "password=***")
                .doesNotContain("hunter2");
    }
}

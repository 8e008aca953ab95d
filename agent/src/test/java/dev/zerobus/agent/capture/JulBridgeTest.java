// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import com.lmax.disruptor.RingBuffer;
import dev.zerobus.agent.app.JulCalls;
import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.ForkedMain;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A record of {@code java.util.logging} is one row, whichever way it goes through bridges to another framework. */
class JulBridgeTest {

    private static final String SLF4J = "org.slf4j.bridge.SLF4JBridgeHandler";
    private static final String LOG4J = "org.apache.logging.log4j.jul.Log4jBridgeHandler";

    /** Nobody's that the agent knows by name. */
    private static final String OWN = "dev.zerobus.agent.app.Log4j2App$JulToLog4j";

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

    @ParameterizedTest(name = "with the appender as well: {0}")
    @ValueSource(booleans = {false, true})
    void oneRowBehindLogback(boolean appender) throws Exception {
        AgentApp app = with(appender, dev.zerobus.logback.ZerobusAppender.class, LogbackApp.class)
                .library(LoggerContext.class)
                .library(Context.class)
                .library(org.slf4j.Logger.class)
                .library(SLF4JBridgeHandler.class);
        assertOneRowEach(app, LogbackApp.class, SLF4J);
    }

    @ParameterizedTest(name = "with the appender as well: {0}")
    @ValueSource(booleans = {false, true})
    void oneRowBehindLog4j(boolean appender) throws Exception {
        assertOneRowEach(log4j(appender), Log4j2App.class, LOG4J, SLF4J, OWN);
    }

    @Test
    void oneRowBehindLog4jWhereTheEventIsOnAnotherThread() throws Exception {
        AgentApp app = log4j(false)
                .library(RingBuffer.class)
                .jvm("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
        assertOneRowEach(app, Log4j2App.class, LOG4J, SLF4J);
    }

    @Test
    void oneRowWhereLog4jIsTheLogManager() throws Exception {
        String table = server.freshTable();
        JulCalls calls = new JulCalls("");
        AgentApp app = log4j(false).jvm("-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager");
        try (ForkedDoor door = start(app, Log4j2App.class, table)) {
            assertThat(door.run(calls)).isZero();
            door.end();
            assertThat(door.process().stderr()).isEmpty();
        }
        assertThat(messages(table))
                .as("here Log4j's levels are those of java.util.logging")
                .containsAll(calls.rows(true))
                .doesNotHaveDuplicates();
    }

    private void assertOneRowEach(AgentApp app, Class<? extends LoggingApplication> type, String... bridges)
            throws Exception {
        String table = server.freshTable();
        List<String> expected = new ArrayList<>();
        try (ForkedDoor door = start(app, type, table)) {
            JulCalls plain = new JulCalls("");
            assertThat(door.run(plain)).isZero();
            expected.addAll(plain.rows(false));
            for (String bridge : bridges) {
                JulCalls calls = new JulCalls(bridge);
                assertThat(door.run(calls)).isOne();
                expected.addAll(calls.rows(bridge.equals(SLF4J) || bridge.equals(LOG4J)));
            }
            door.end();
            assertThat(door.process().stderr())
                    .filteredOn(line -> !line.startsWith("WARNING: "))
                    .isEmpty();
        }
        assertThat(messages(table)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What the application has logged. */
    private static List<String> messages(String table) throws Exception {
        List<Map<String, Object>> rows = server.rows(table).stream()
                .filter(row -> String.valueOf(row.get("logger")).startsWith("app."))
                .toList();
        assertThat(rows)
                .filteredOn(row -> "app.System".equals(row.get("logger")))
                // our own handler has one level for all
                .filteredOn(
                        row -> !String.valueOf(row.get("message")).endsWith(OWN.substring(OWN.lastIndexOf('.') + 1)))
                .allSatisfy(row -> assertThat(row).containsEntry("severity_number", 13));
        return rows.stream().map(row -> String.valueOf(row.get("message"))).toList();
    }

    private AgentApp log4j(boolean appender) throws Exception {
        AgentApp app = with(appender, dev.zerobus.log4j2.ZerobusAppender.class, Log4j2App.class)
                .library(LogEvent.class)
                .library(org.apache.logging.log4j.Logger.class)
                .library(org.slf4j.Logger.class)
                .library(SLF4JBridgeHandler.class);
        try (Stream<Path> files = Files.list(Path.of("target/matrix/bridges"))) {
            files.map(Path::toAbsolutePath).forEach(app::library);
        }
        return app;
    }

    private AgentApp with(boolean appender, Class<?> its, Class<? extends LoggingApplication> type) {
        AgentApp app = AgentApp.in(temp)
                .classes(type, JulCalls.class)
                .library(ForkedMain.class)
                .jvm("-XX:+UseSerialGC");
        if (appender) {
            ClientLibraries.addTo(app.library(its).jvm("-D" + LogbackApp.APPENDER + "=true"));
        }
        return app;
    }

    private static ForkedDoor start(AgentApp app, Class<? extends LoggingApplication> type, String table)
            throws Exception {
        Map<String, String> options = server.options(table);
        options.put("shutdown.timeout", "60s");
        return ForkedDoor.start(app.command(options), type, new DoorSettings(options, LogLevel.DEBUG, false));
    }
}

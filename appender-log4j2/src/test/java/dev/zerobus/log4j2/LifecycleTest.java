// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, reconfiguration, stop and the end of the process. */
final class LifecycleTest {

    @TempDir
    static Path directory;

    private static @Nullable LogServer running;

    @BeforeAll
    static void startTheServer() throws Exception {
        running = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server().close();
    }

    private static LogServer server() {
        return Objects.requireNonNull(running);
    }

    private static ZerobusAppender appender(LoggerContext context) {
        return Objects.requireNonNull(TestConfig.appender(context));
    }

    private static ClientSnapshot numbers(LoggerContext context) {
        return Objects.requireNonNull(appender(context).snapshot());
    }

    private static Map<String, String> with(Map<String, String> options, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(key, value);
        return more;
    }

    @Test
    void touchesNeitherNetworkNorDiskBeforeTheFirstEvent(@TempDir Path place) {
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("spill.dir", place.resolve("spill").toString());
            options.put("dead-letters.dir", place.resolve("letters").toString());
            options.put("shutdown.timeout", "500ms");
            LoggerContext idle = TestConfig.start(TestConfig.simple(options, ""));
            assertThat(numbers(idle).lane("default").state()).isEqualTo("NEW");
            idle.stop();
            assertThat(hole.connections()).isZero();
            assertThat(place).isEmptyDirectory();

            LoggerContext used = TestConfig.start(TestConfig.simple(options, ""));
            used.getLogger("a").info("the first");
            Await.until("the client to connect", () -> hole.connections() > 0);
            used.stop();
            assertThat(place.resolve("spill"))
                    .as("where what is left at the end goes")
                    .isNotEmptyDirectory();
            assertThat(place.resolve("letters")).doesNotExist();
        }
    }

    @Test
    void theClientGoesOnWhenAReconfigurationChangesNothingOfOurs() {
        Map<String, String> options = server().options(server().freshTable());
        LoggerContext context = TestConfig.start(TestConfig.simple(options, ""));
        context.getLogger("a").info("before");
        ZerobusAppender old = appender(context);

        context.setConfiguration(TestConfig.xml(
                context, TestConfig.simple(options, "").replace("<Root level=\"trace\">", "<Root level=\"info\">")));
        context.getLogger("a").info("after");

        assertThat(appender(context)).isNotSameAs(old);
        assertThat(numbers(context).accepted()).as("one client has both events").isEqualTo(2);
        assertThat(context.getObject(ContextMark.KEY)).isEqualTo(true);
        context.stop();
        assertThat(context.getObject(ContextMark.KEY)).isNull();
    }

    @Test
    void anAppenderWhoseClientCanNotStartDoesNotMarkItsContext(@TempDir Path directory) throws Exception {
        Path noCertificate = Files.writeString(directory.resolve("ca.pem"), "not a certificate");
        Map<String, String> options =
                with(server().options(server().freshTable()), "trust.certificate", noCertificate.toString());
        LoggerContext context = TestConfig.start(TestConfig.simple(options, ""));
        try {
            context.getLogger("a").info("refused");
            assertThat(appender(context).refused()).isEqualTo(1);
            assertThat(context.getObject(ContextMark.KEY))
                    .as("nobody takes the events of this context: the agent may")
                    .isNull();
        } finally {
            context.stop();
        }
        assertThat(context.getObject(ContextMark.KEY)).isNull();
    }

    @Test
    void aNewSecretFromOutsideOfTheConfigurationFileIsANewClient() {
        String before = identityWithSecret("old");
        assertThat(identityWithSecret("old")).isEqualTo(before);
        assertThat(identityWithSecret("new")).isNotEqualTo(before);
    }

    private static String identityWithSecret(String secret) {
        System.setProperty("zerobus.client.secret", secret);
        try {
            ElementSettings elements = new ElementSettings();
            Map.of(
                            "endpoint",
                            "http://127.0.0.1:1",
                            "workspace.url",
                            "http://127.0.0.1:1",
                            "table",
                            "a.b.c",
                            "client.id",
                            "x")
                    .forEach((key, value) -> elements.set(key, value, "test"));
            AppenderSettings settings = AppenderSettings.read("a", null, false, elements);
            assertThat(settings.usable()).isTrue();
            return settings.identity;
        } finally {
            System.clearProperty("zerobus.client.secret");
        }
    }

    @Test
    void theOldClientDeliversAndEndsWhenItsSettingsChange() throws Exception {
        String table = server().freshTable();
        Map<String, String> options = with(server().options(table), "batch.linger", "10s");
        LoggerContext context = TestConfig.start(TestConfig.simple(options, ""));
        context.getLogger("a").info("before");
        context.setConfiguration(TestConfig.xml(context, TestConfig.simple(with(options, "batch.linger", "1ms"), "")));
        context.getLogger("a").info("after");

        assertThat(numbers(context).accepted()).isEqualTo(1);
        assertThat(server().awaitRows(table, 1))
                .extracting(row -> row.get("message"))
                .contains("before");
        context.stop();
        assertThat(server().awaitRows(table, 2))
                .extracting(row -> row.get("message"))
                .containsExactly("before", "after");
        assertThat(server().rows(table))
                .extracting(row -> row.get("producer_id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aReconfigurationThatIsWrongDeliversWhatWasThereAndRefusesWhatComes() throws Exception {
        String table = server().freshTable();
        Map<String, String> options = server().options(table);
        LoggerContext context = TestConfig.start(TestConfig.simple(options, ""));
        context.getLogger("a").info("before");
        context.setConfiguration(TestConfig.xml(context, TestConfig.simple(with(options, "ring.size", "3"), "")));
        context.getLogger("a").info("refused");
        assertThat(appender(context).refused()).isEqualTo(1);
        context.setConfiguration(TestConfig.xml(context, TestConfig.simple(options, "")));
        context.getLogger("a").info("after");
        context.stop();

        assertThat(server().awaitRows(table, 2))
                .extracting(row -> row.get("message"))
                .containsExactly("before", "after");
    }

    @Test
    void stopsTwiceAndRefusesAfterwards() {
        LoggerContext context = TestConfig.start(TestConfig.simple(server().options(server().freshTable()), ""));
        ZerobusAppender appender = appender(context);
        assertThat(appender.stop(5, TimeUnit.SECONDS)).isTrue();
        assertThat(appender.stop(5, TimeUnit.SECONDS)).isTrue();
        appender.append(
                Log4jLogEvent.newBuilder().setMessage(new SimpleMessage("late")).build());

        assertThat(appender.refused()).isEqualTo(1);
        context.stop();
    }

    @Test
    void stopsWithinTheTimeThatLog4jGivesItEvenIfNobodyAnswers() {
        try (BlackHole hole = BlackHole.open()) {
            LoggerContext context =
                    TestConfig.start(TestConfig.simple(LogServer.options(hole.url(), hole.url(), "a.b.c"), ""));
            context.getLogger("a").info("never arrives");
            long started = System.nanoTime();
            context.stop(500, TimeUnit.MILLISECONDS);
            // our own time is ten seconds
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void flushesOnDemand() throws Exception {
        String table = server().freshTable();
        LoggerContext context =
                TestConfig.start(TestConfig.simple(with(server().options(table), "batch.linger", "10s"), ""));
        context.getLogger("a").info("now");
        assertThat(appender(context).flush(30, TimeUnit.SECONDS)).isTrue();
        assertThat(numbers(context).acked()).isEqualTo(1);
        context.stop();
    }

    @Test
    void throwsForAFailoverAppenderThatAsksForIt(@TempDir Path place) throws Exception {
        Path backup = place.resolve("backup.log");
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("ring.size", "64KiB");
            options.put("event.max-size", "8KiB");
            options.put("batch.size", "8KiB");
            options.put("overflow.policy", "drop");
            options.put("shutdown.timeout", "100ms");
            LoggerContext context = TestConfig.start(TestConfig.of(
                    TestConfig.zerobus(options).replace("<Zerobus ", "<Zerobus ignoreExceptions=\"false\" ")
                            + "<File name=\"backup\" fileName=\"" + backup
                            + "\"><PatternLayout pattern=\"%m%n\"/></File>"
                            + "<Failover name=\"failover\" primary=\"zerobus\" retryIntervalSeconds=\"1\">"
                            + "<Failovers><AppenderRef ref=\"backup\"/></Failovers></Failover>",
                    "<Root level=\"info\"><AppenderRef ref=\"failover\"/></Root>"));
            for (int i = 0; i < 2_000; i++) {
                context.getLogger("a").info("number {} {}", i, "x".repeat(200));
            }
            long taken = numbers(context).accepted();
            FileAppender file = context.getConfiguration().getAppender("backup");
            file.getManager().flush();
            assertThat(taken).isBetween(1L, 1_999L);
            assertThat(Files.readAllLines(backup)).as("what was refused").hasSize((int) (2_000 - taken));
            ZerobusAppender appender = appender(context);
            context.stop();
            assertThatThrownBy(() -> appender.append(Log4jLogEvent.newBuilder()
                            .setMessage(new SimpleMessage("late"))
                            .build()))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessageContaining("Zerobus appender 'zerobus' did not take an event: it is not running");
        }
    }

    @Test
    void aPoisonEventDoesNotEndWhatAsynchronousLoggersRunOn() throws Exception {
        String table = server().freshTable();
        Log4j2Application app = new Log4j2Application(Log4j2Application.Way.ALL_ASYNC);
        app.start(dev.zerobus.testkit.contract.DoorSettings.of(server().options(table)));
        app.context().getLogger("a").info("before");
        app.context().getLogger("a").info(new PoisonMessage());
        app.context().getLogger("a").info("after");
        app.stop();

        assertThat(server().awaitRows(table, 3))
                .extracting(row -> row.get("message"))
                .containsExactly(
                        "before",
                        "(a " + PoisonMessage.class.getName()
                                + " that can not be formatted: java.lang.IllegalStateException)",
                        "after");
    }

    @Test
    void sigtermDeliversWhatIsLeft(@TempDir Path place) throws Exception {
        assertDeliveredAtTheEnd(place, "", true);
    }

    @Test
    void theEndOfTheProcessDeliversAlsoWhereNobodyStopsLog4j(@TempDir Path place) throws Exception {
        assertDeliveredAtTheEnd(place, " shutdownHook=\"disable\"", true);
        assertDeliveredAtTheEnd(place, " shutdownHook=\"disable\"", false);
    }

    private static void assertDeliveredAtTheEnd(Path place, String attribute, boolean wait) throws Exception {
        String table = server().freshTable();
        Map<String, String> environment = Forked.environment(server(), table);
        environment.put("ZEROBUS_BATCH_LINGER", "10s");
        Path config = Forked.config(
                place,
                TestConfig.of(
                                "<Zerobus name=\"zerobus\"/>",
                                "<Root level=\"info\"><AppenderRef ref=\"zerobus\"/></Root>")
                        .replace("<Configuration ", "<Configuration" + attribute + " "));
        try (JavaProcess app = JavaProcess.of()
                .jvm("-Xmx256m")
                .environment(environment)
                .properties(Map.of(
                        "log4j2.configurationFile",
                        config.toString(),
                        "log4j2.contextSelector",
                        "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"))
                .main(ExampleApp.class)
                .arguments(wait ? List.of("wait").toArray() : new Object[0])
                .start()) {
            app.awaitLine("logged with");
            int status = wait ? app.terminate() : app.awaitExit(Duration.ofSeconds(30));
            assertThat(status).as(app.toString()).isEqualTo(wait ? 143 : 0);
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server().awaitRows(table, ExampleApp.NUMBERED + 4)).hasSize(ExampleApp.NUMBERED + 4);
    }

    @Test
    void nothingOfGrpcBecomesARowWhenEverythingComesToLog4j(@TempDir Path place) throws Exception {
        String table = server().freshTable();
        Path config = Forked.config(
                place,
                TestConfig.of(
                        "<Zerobus name=\"zerobus\"/>", "<Root level=\"trace\"><AppenderRef ref=\"zerobus\"/></Root>"));
        for (String selector : List.of("", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector")) {
            try (JavaProcess app = JavaProcess.of()
                    .jvm("-Xmx256m")
                    .environment(Forked.environment(server(), table))
                    .properties(Map.of(
                            "log4j2.configurationFile",
                            config.toString(),
                            "java.util.logging.manager",
                            "org.apache.logging.log4j.jul.LogManager",
                            "log4j2.contextSelector",
                            selector.isEmpty()
                                    ? "org.apache.logging.log4j.core.selector.ClassLoaderContextSelector"
                                    : selector))
                    .main(ExampleApp.class)
                    .start()) {
                assertThat(app.awaitExit(Duration.ofSeconds(60)))
                        .as(app.toString())
                        .isZero();
            }
        }
        assertThat(server().awaitRows(table, 2L * (ExampleApp.NUMBERED + 4)))
                .filteredOn(row -> !"app.Example".equals(row.get("logger")))
                .allSatisfy(row ->
                        assertThat(String.valueOf(row.get("thread_name"))).isEqualTo("main"));
    }
}

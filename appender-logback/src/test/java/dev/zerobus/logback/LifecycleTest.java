// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.server.junit.ZerobusServerExtension;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and reading the configuration anew, against a real server. */
class LifecycleTest {

    @RegisterExtension
    final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables(
            "CREATE TABLE t.logs.one (producer_id STRING, seq BIGINT, message STRING)",
            "CREATE TABLE t.logs.two (producer_id STRING, seq BIGINT, message STRING)");

    private Map<String, String> options(String table) {
        return LogServer.options(
                zerobus.server().grpcUri().toString(),
                zerobus.server().httpUri().toString(),
                table);
    }

    private String xml(String table) {
        return Xml.configuration(Xml.appender("ZEROBUS", options(table)), "ZEROBUS", "TRACE");
    }

    private List<String> messages(String table) throws Exception {
        return zerobus.rows(table).stream()
                .map(row -> String.valueOf(row.get("message")))
                .toList();
    }

    @Test
    void touchesNeitherNetworkNorDiskBeforeTheFirstEvent(@TempDir Path place) {
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("spill.dir", place.resolve("spill").toString());
            options.put("dead-letters.dir", place.resolve("letters").toString());
            options.put("shutdown.timeout", "500ms");
            String xml = Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO");
            try (Configured logback = new Configured(xml)) {
                assertThat(logback.complaints()).isEmpty();
                assertThat(logback.appender().snapshot().lane("default").state())
                        .isEqualTo("NEW");
            }
            assertThat(hole.connections()).isZero();
            assertThat(place).isEmptyDirectory();

            try (Configured logback = new Configured(xml)) {
                logback.logger("app").info("the first");
                Await.until("the client to connect", () -> hole.connections() > 0);
            }
            assertThat(place.resolve("spill"))
                    .as("where what is left at the end goes")
                    .isNotEmptyDirectory();
            assertThat(place.resolve("letters")).doesNotExist();
        }
    }

    @Test
    void stopOfTheAppenderDeliversWhatIsLeftAndCanBeRepeated() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusAppender appender = logback.appender();
            assertThat(logback.marked()).isTrue();
            for (int i = 0; i < 500; i++) {
                logback.logger("app").info("event {}", i);
            }
            appender.stop();
            assertThat(messages("t.logs.one")).hasSize(500);
            assertThat(logback.marked()).isFalse();
            appender.stop();
            logback.logger("app").info("too late");
            assertThat(appender.refused()).isEqualTo(1);

            appender.start();
            assertThat(logback.marked()).isTrue();
            logback.logger("app").info("again");
            appender.stop();
            assertThat(messages("t.logs.one")).hasSize(501).contains("again");
        }
    }

    @Test
    void stopOfTheContextDeliversWhatIsLeft() throws Exception {
        Configured logback = new Configured(xml("t.logs.one"));
        ZerobusClient client = logback.appender().client();
        logback.logger("app").info("the last words");
        logback.close();
        assertThat(client.begin("any")).as("closed").isNull();
        assertThat(messages("t.logs.one")).containsExactly("the last words");
    }

    @Test
    void theSameSettingsKeepTheClient() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusClient before = logback.appender().client();
            logback.logger("app").info("before");
            logback.configure(xml("t.logs.one").replace("TRACE", "INFO"));
            assertThat(logback.appender().client()).isSameAs(before);
            assertThat(logback.marked()).isTrue();
            logback.logger("app").info("after");
            assertThat(logback.appender().snapshot().accepted()).isEqualTo(2);
        }
        assertThat(messages("t.logs.one")).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void whatSpringBootDoesKeepsTheClientToo() {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusClient before = logback.appender().client();
            logback.context.reset();
            logback.context.stop();
            logback.context.reset();
            logback.context.start();
            logback.addConfiguration(xml("t.logs.one"));
            assertThat(logback.appender().client()).isSameAs(before);
        }
    }

    @Test
    void changedSettingsDrainTheOldClientAndCloseIt() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusClient before = logback.appender().client();
            logback.logger("app").info("to one");
            logback.configure(xml("t.logs.two"));
            assertThat(logback.appender().client()).isNotSameAs(before);
            logback.logger("app").info("to two");
            Await.until("the old client to close", () -> before.begin("any") == null);
            assertThat(messages("t.logs.one")).containsExactly("to one");
        }
        assertThat(messages("t.logs.two")).containsExactly("to two");
    }

    @Test
    void aConfigurationWithoutTheAppenderClosesTheClient() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusClient before = logback.appender().client();
            logback.logger("app").info("here");
            logback.configure("<configuration/>");
            assertThat(logback.marked()).isFalse();
            Await.until("the client to close", () -> before.begin("any") == null);
            assertThat(messages("t.logs.one")).containsExactly("here");
        }
    }

    @Test
    void twoAppendersWithTheSameSettingsShareOneClient() throws Exception {
        String two = Xml.appender("A", options("t.logs.one")) + Xml.appender("B", options("t.logs.one"));
        try (Configured logback = new Configured(Xml.configuration(two, "A\"/><appender-ref ref=\"B", "INFO"))) {
            assertThat(logback.appender("A").client())
                    .isSameAs(logback.appender("B").client());
            logback.appender("A").stop();
            assertThat(logback.marked()).isTrue();
            logback.logger("app").info("by B alone");
            logback.appender("B").stop();
            assertThat(logback.marked()).isFalse();
        }
        assertThat(messages("t.logs.one")).containsExactly("by B alone");
    }

    @Test
    void anEventUnderWayWhileTheContextIsResetIsTaken() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            ZerobusAppender old = logback.appender();
            LoggingEvent underWay = new LoggingEvent("x", logback.logger("app"), Level.INFO, "under way", null, null);
            logback.context.reset();
            assertThat(old.isStarted()).isFalse();
            old.doAppend(underWay);
            assertThat(old.refused()).isZero();
            logback.addConfiguration(xml("t.logs.one"));
        }
        assertThat(messages("t.logs.one")).containsExactly("under way");
    }

    @Test
    void losesAndDoublesNothingThatLogbackHandsOverWhileItIsConfiguredAnew() throws Exception {
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger handedOver = new AtomicInteger();
        // a filter of the appender's sees exactly what Logback hands to it
        String counted = Xml.configuration(
                Xml.appender(
                        "ZEROBUS", options("t.logs.one"), "<filter class=\"" + CountingFilter.class.getName() + "\"/>"),
                "ZEROBUS",
                "INFO");
        CountingFilter.SEEN.set(0);
        ZerobusClient client;
        try (Configured logback = new Configured(counted)) {
            client = logback.appender().client();
            List<Thread> threads = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> {
                        while (go.get()) {
                            logback.logger("app").info("number {}", handedOver.incrementAndGet());
                            java.util.concurrent.locks.LockSupport.parkNanos(20_000);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (int i = 0; i < 20; i++) {
                logback.configure(counted);
                assertThat(logback.appender().client()).isSameAs(client);
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(10);
            }
            go.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(CountingFilter.SEEN.get()).isGreaterThan(500);
        assertThat(client.snapshot().accepted()).isEqualTo(CountingFilter.SEEN.get());
        List<String> messages = messages("t.logs.one");
        assertThat(messages).hasSize((int) CountingFilter.SEEN.get()).doesNotHaveDuplicates();
    }

    @Test
    void stopEndsInItsTimeWhenTheServerNeverAnswers() {
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("shutdown.timeout", "500ms");
            try (Configured logback =
                    new Configured(Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO"))) {
                logback.logger("app").info("never arrives");
                long started = System.nanoTime();
                logback.appender().stop();
                assertThat(Duration.ofNanos(System.nanoTime() - started))
                        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
                assertThat(logback.complaints())
                        .anySatisfy(said -> assertThat(said).contains("closed before everything was durable"));
                assertThat(logback.errors()).isEmpty();
            }
        }
    }

    @Test
    void whileTheServerIsAwayNothingAboveWarnIsSaid() {
        Map<String, String> options = LogServer.options("http://localhost:9", "http://localhost:9", "a.b.c");
        options.put("shutdown.timeout", "100ms");
        try (Configured logback =
                new Configured(Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO"))) {
            logback.logger("app").info("waits in the ring");
            Await.until(
                    "the client to say that it can not connect",
                    () -> !logback.complaints().isEmpty());
            assertThat(logback.errors()).isEmpty();
        }
    }

    @Test
    void worksInCodeAndWithoutAContext() throws Exception {
        ZerobusAppender appender = new ZerobusAppender();
        options("t.logs.one").forEach((key, value) -> appender.addOption(new OptionElement(key, value)));
        appender.setName("in code");
        appender.start();
        Configured logback = new Configured("<configuration/>");
        appender.doAppend(new LoggingEvent("x", logback.logger("app"), Level.INFO, "in code", null, null));
        assertThat(appender.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(appender.snapshot().acked()).isEqualTo(1);
        appender.stop();
        logback.close();
        assertThat(messages("t.logs.one")).containsExactly("in code");
    }

    @Test
    void whatItsOwnValuesLogIsRefusedAsFeedback() throws Exception {
        try (Configured logback = new Configured(xml("t.logs.one"))) {
            Object logging = new Object() {
                @Override
                public String toString() {
                    logback.logger("inner").info("while a value is written");
                    return "value";
                }
            };
            logback.logger("app").atInfo().addKeyValue("k", logging).log("outer");
            assertThat(logback.appender().snapshot().droppedBeforeLanes().get(DropReason.FEEDBACK))
                    .isEqualTo(1);
        }
        assertThat(messages("t.logs.one")).containsExactly("outer");
    }
}

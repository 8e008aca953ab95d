// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every door for log events keeps, whichever framework is behind it. The rows are read from the tables of a server that is a
 * process of its own.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class LogDoorContract extends LogOptionsContract {

    /** Longer than any door may take to end when its deadline is a second: a busy machine, a JVM that ends. */
    private static final Duration END_WITHIN = Duration.ofSeconds(8);

    /** Much less than an event waits for room at most, and much more than a full ring needs on a busy machine. */
    private static final Duration FULL_RING_WITHIN = Duration.ofSeconds(30);

    @Test
    void everyFieldOfTheMappingArrives() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        Instant before = Instant.now().minusMillis(2);
        app.run(new FullCall());
        Instant after = Instant.now().plusMillis(2);
        app.end();

        List<Map<String, @Nullable Object>> rows = server().awaitRows(table, 1);
        assertThat(rows).hasSize(1);
        Map<String, @Nullable Object> row = rows.get(0);
        assertThat(row)
                .containsEntry("logger", FullCall.LOGGER)
                .containsEntry("severity_text", levelName(LogLevel.WARN))
                .containsEntry("severity_number", severityNumber(LogLevel.WARN))
                .containsEntry("message", FullCall.MESSAGE)
                .containsEntry("thread_name", FullCall.THREAD)
                .containsEntry("service_name", "contract")
                .containsEntry("error_type", "java.lang.IllegalStateException")
                .containsEntry("error_message", "no money");
        assertThat((Instant) row.get("time")).isBetween(before, after);
        assertThat((String) row.get("stack_trace"))
                .contains("no money", "Caused by: ", "the bank is closed", "Suppressed: ", "till did not close")
                .contains(FullCall.class.getName());
        assertWhatTheFrameworkHas(row);
    }

    private void assertWhatTheFrameworkHas(Map<String, @Nullable Object> row) {
        Object attributes = Objects.requireNonNullElse(row.get("attributes"), Map.of());
        if (features().contains(Feature.THREAD_ID)) {
            assertThat((Long) row.get("thread_id")).isPositive();
        } else {
            assertThat(row.get("thread_id")).isNull();
        }
        if (features().contains(Feature.TEMPLATE)) {
            assertThat(row).containsEntry("message_template", templateOf(FullCall.TEMPLATE));
        }
        if (features().contains(Feature.CONTEXT)) {
            assertThat(row).containsEntry("trace_id", FullCall.TRACE).containsEntry("span_id", FullCall.SPAN);
            assertThat(attributes.toString()).contains("request_id=r-17");
        }
        if (features().contains(Feature.STACK)) {
            assertThat(row).containsEntry("context_stack", List.of("outer", "inner"));
        }
        if (features().contains(Feature.MARKERS)) {
            assertThat(row.get("markers"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder("AUDIT", "MONEY");
        }
        if (features().contains(Feature.FIELDS)) {
            assertThat(attributes.toString()).contains("amount_cents=750");
        }
    }

    @Test
    void everyLevelHasItsNameAndNumber() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        for (LogLevel level : LogLevel.values()) {
            app.log(LogCall.of(level, "at " + level));
        }
        app.end();

        List<Map<String, @Nullable Object>> rows = server().awaitRows(table, LogLevel.values().length);
        assertThat(rows).hasSize(LogLevel.values().length);
        for (LogLevel level : LogLevel.values()) {
            assertThat(rows)
                    .anySatisfy(row -> assertThat(row)
                            .containsEntry("message", "at " + level)
                            .containsEntry("severity_text", levelName(level))
                            .containsEntry("severity_number", severityNumber(level)));
        }
    }

    // the agent's numbers can be read ten seconds after its start: beside other tests, where a module allows it
    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void dropsAndCountsWhenTheRingIsFull() throws Exception {
        int events = 5_000;
        try (BlackHole hole = BlackHole.open()) {
            Door app = opened(DoorSettings.of(LogServer.options(hole.url(), hole.url(), server().freshTable()))
                    .with("ring.size", "64KiB")
                    .with("event.max-size", "8KiB")
                    .with("batch.size", "8KiB")
                    .with("overflow.policy", "drop")
                    .with("shutdown.timeout", "1s"));
            long millis = app.run(new Burst(events, 500));
            // a framework's own queue may still hold some
            DoorNumbers[] read = new DoorNumbers[1];
            Await.until(
                    "every event to be accepted or counted as refused",
                    Await.LONG,
                    () -> {
                        read[0] = app.run(DoorNumbers.reading());
                        return read[0].accepted() + read[0].droppedTotal() >= events;
                    },
                    () -> String.valueOf(read[0]));
            DoorNumbers numbers = read[0];

            assertThat(millis).as("milliseconds for " + events + " log calls").isLessThan(10_000);
            assertThat(numbers.dropped("RING_FULL") + numbers.dropped("SHED"))
                    .as(numbers.toString())
                    .isGreaterThan(events / 2);
            assertThat(numbers.accepted()).isPositive();
            assertThat(numbers.accepted() + numbers.droppedTotal())
                    .as("every event is accepted or counted as refused: " + numbers)
                    .isEqualTo(events);
        }
    }

    @Test
    void drainsWhenTheApplicationEnds() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        Ledger ledger = app.run(new Load(2, 0, 3_000));
        app.end();

        assertLedger(table, ledger, true);
    }

    @Test
    void endsWithinItsTimeWhenTheServerNeverAnswers() throws Exception {
        try (BlackHole hole = BlackHole.open()) {
            Door app = opened(DoorSettings.of(LogServer.options(hole.url(), hole.url(), server().freshTable()))
                    .with("shutdown.timeout", "1s"));
            app.run(new Burst(1_000, 100));
            long started = System.nanoTime();
            app.end();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(END_WITHIN);
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheConfigurationIsReadAnewUnderLoad() throws Exception {
        String table = server().freshTable();
        // a ring that is full refuses and counts; here nothing is to be lost, however slow the machine is
        Door app = opened(to(table).with("overflow.policy", "block").with("overflow.timeout", "60s"));
        Ledger ledger = app.run(new Load(3, 6, 100));
        app.end();

        assertLedger(table, ledger, reloadKeepsEverything());
    }

    @Test
    void tenThousandVirtualThreadsLog() throws Exception {
        Assumptions.assumeTrue(VirtualThreads.there(), "virtual threads came with 21");
        String table = server().freshTable();
        Door app = opened(to(table));
        Ledger ledger = app.run(new VirtualThreads(10_000));
        app.end();

        assertLedger(table, ledger, true);
    }

    @ParameterizedTest(name = "with arguments {0}")
    @ValueSource(booleans = {false, true})
    void neverThrowsWhateverIsLogged(boolean arguments) throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table).with("log.arguments", Boolean.toString(arguments)));
        Map<String, String> report = app.run(new NastyCalls());
        app.log(LogCall.of(LogLevel.INFO, "still here"));
        app.end();

        assertThat(report.values()).noneMatch(thrown -> thrown.startsWith(NastyCalls.OURS));
        List<String> messages = messages(table);
        assertThat(messages).containsOnlyOnce("still here");
        report.forEach((name, thrown) -> {
            if (thrown.isEmpty()) {
                assertThat(messages)
                        .as("rows of the call '" + name + "'")
                        .filteredOn(
                                message -> message.equals("nasty " + name) || message.startsWith("nasty " + name + " "))
                        .hasSize(1);
            }
        });
        assertThat(messages)
                .allSatisfy(message -> assertThat(message)
                        .as("well-formed text")
                        .isEqualTo(new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
        assertThat(report.values().stream().filter(String::isEmpty).count())
                .as("calls that the framework itself survives: " + report)
                .isGreaterThan(report.size() / 2);
    }

    private static List<String> messages(String table) throws Exception {
        return server().rows(table).stream()
                .map(row -> String.valueOf(row.get("message")))
                .toList();
    }

    @Test
    void anArgumentThatChangesAfterTheCallKeepsItsOldValue() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        int calls = app.run(new MutableArguments(500));
        app.end();

        assertThat(messages(table)).hasSize(calls).allMatch(message -> message.startsWith("value old of "));
    }

    @Test
    void whatAnArgumentLogsIsAnEventOfItsOwn() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        app.run(new LoggingArgument(20));
        app.end();

        List<String> messages = messages(table);
        assertThat(messages).filteredOn(message -> message.startsWith("outer ")).hasSize(20);
        assertThat(messages)
                .filteredOn(message -> message.startsWith("inner "))
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch("inner of an argument"::equals);
    }

    // as above, where it is looked at what was refused
    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void nothingThatWeDoOurselvesBecomesARow() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table).withEverything());
        app.run(new Burst(300, 50));
        if (hearsUs()) {
            Await.until(
                    "what we said ourselves to be refused",
                    () -> app.run(DoorNumbers.reading()).dropped("FEEDBACK") > 0);
        }
        app.end();

        List<Map<String, @Nullable Object>> rows = server().awaitRows(table, 300);
        assertThat(rows)
                .filteredOn(row -> "app.Burst".equals(row.get("logger")))
                .hasSize(300);
        assertThat(rows).allSatisfy(row -> {
            assertThat((String) row.get("logger"))
                    .doesNotStartWith("io.grpc")
                    .doesNotStartWith("dev.zerobus")
                    .doesNotStartWith("io.perfmark");
            assertThat((String) row.get("thread_name"))
                    .doesNotStartWith("zerobus")
                    .doesNotStartWith("grpc");
        });
    }

    /**
     * What our own threads say must not wait for room that only they can make: neither in our ring nor in a queue of the
     * framework's in front of it.
     */
    @Test
    void aFullRingDoesNotWaitForItselfWhenEverythingThatWeDoIsLogged() throws Exception {
        int events = 5_000;
        String table = server().freshTable();
        Door app = opened(fullRing(to(table)).withEverything());
        long millis = app.run(new Burst(events, 50));
        app.end();

        assertThat(millis).as("milliseconds for " + events + " log calls").isLessThan(FULL_RING_WITHIN.toMillis());
        try (DuckTable rows = server().duck(table)) {
            String ofBurst = "FROM t WHERE logger = 'app.Burst'";
            assertThat(rows.number("SELECT count(*) " + ofBurst)).isEqualTo(events);
            assertThat(rows.number("SELECT count(DISTINCT message) " + ofBurst)).isEqualTo(events);
            assertThat(rows.number("SELECT count(*) FROM t WHERE thread_name LIKE 'zerobus-%'"))
                    .isZero();
        }
    }

    /**
     * Sets a ring that is full all the time, and waits for room longer than any test.
     *
     * @param settings where events go
     * @return with such a ring
     */
    protected static DoorSettings fullRing(DoorSettings settings) {
        return settings.with("ring.size", "64KiB")
                .with("event.max-size", "8KiB")
                .with("batch.size", "8KiB")
                .with("overflow.policy", "block")
                .with("overflow.timeout", "60s");
    }

    @Test
    void oneEventIsOneRowWithAgentAndAppenderTogether() throws Exception {
        String table = server().freshTable();
        Door app = openWithAgentAndAppender(to(table));
        Assumptions.assumeTrue(app != null, "only the agent's module has both");
        try (Door both = Objects.requireNonNull(app)) {
            Ledger ledger = both.run(new Load(2, 0, 500));
            both.end();
            assertLedger(table, ledger, true);
            assertThat(server().rows(table)).hasSize((int) ledger.count());
        }
    }

    @Test
    void theApplicationGoesOnWhileTheServerIsDownAndTheRowsArriveLater() throws Exception {
        String table = server().freshTable();
        try (FaultProxy grpc = down(server().grpc());
                FaultProxy http = down(server().http())) {
            Door app = opened(DoorSettings.of(LogServer.options(grpc.url(), http.url(), table)));
            long millis = app.run(new Burst(1_000, 50));
            assertThat(millis)
                    .as("milliseconds for 1000 log calls without a server")
                    .isLessThan(5_000);
            assertThat(grpc.accepted() + http.accepted()).as("connections").isZero();
            http.admit();
            grpc.admit();
            app.run(new Burst(10, 50));
            app.end();

            assertThat(server().rows(table)).hasSize(1_010);
        }
    }

    /** A port at which nobody listens, and the server does when it is admitted. */
    private static FaultProxy down(String url) throws IOException {
        FaultProxy proxy = FaultProxy.to(URI.create(url).getPort());
        proxy.refuse();
        return proxy;
    }
}

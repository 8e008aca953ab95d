// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Workshop;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated methods in a JVM of its own, with the agent as it is published; and the same application without it. */
class EmitsTest {

    private static final String TABLE = "t.emits.all";

    @TempDir
    static Path directory;

    private static LogServer server;
    private static List<String> stdout;
    private static List<String> stderr;
    private static List<Map<String, Object>> rows;

    @TempDir
    static Path temp;

    @BeforeAll
    static void runOnce() throws Exception {
        server = LogServer.start(directory, "CREATE TABLE " + TABLE + """
                 (event_name STRING, time TIMESTAMP, severity_number INT, logger STRING, thread_name STRING, thread_id BIGINT,
                number BIGINT, order_id BIGINT, customer STRING, total DECIMAL(10,2), small INT, letter STRING, ratio DOUBLE,
                precise DOUBLE, kind STRING, odd STRING, nothing STRING, answer BOOLEAN, a INT, b INT, quotient INT,
                result BIGINT, duration_micros BIGINT, error_type STRING, error_message STRING, stack_trace STRING)""");
        try (JavaProcess app = app().command(server.options(TABLE)).start()) {
            assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
            stdout = new ArrayList<>(app.stdout());
            stderr = new ArrayList<>(app.stderr());
        }
        rows = server.rows(TABLE);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    private static AgentApp app() {
        return AgentApp.in(temp).classes(Workshop.class).api();
    }

    private static List<Map<String, Object>> of(String event) {
        return rows.stream().filter(row -> event.equals(row.get("event_name"))).toList();
    }

    @Test
    void theApplicationSeesNoDifference() throws Exception {
        JavaCommand plain = app().plain();
        try (JavaProcess app = plain.start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(stdout).isEqualTo(app.stdout()).hasSizeGreaterThan(10);
        }
    }

    @Test
    void saysWhatCanNotBeRecordedAndNothingThatItWasNotAskedFor() {
        assertThat(stderr).allMatch(line -> line.startsWith("zerobus: "));
        assertThat(stderr).noneMatch(line -> line.contains("events come from "));
        assertThat(stderr)
                .anyMatch(line -> line.contains("Workshop#kinds: argument 5 is a java.lang.Object")
                        && line.contains("not recorded as odd"));
        assertThat(stderr).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void argumentsAreThoseOfTheCallAndTheNameIsDerived() {
        assertThat(of("place_order")).hasSize(1);
        assertThat(of("place_order").get(0))
                .containsEntry("order_id", 17L)
                .containsEntry("customer", "ada")
                .containsEntry("total", new BigDecimal("12.50"))
                .containsEntry("severity_number", 13)
                .containsEntry("logger", Workshop.class.getName());
        assertThat(of("place_order").get(0).get("thread_name")).isNull();
    }

    @Test
    void everyScalarIsRecordedAndNothingElse() {
        assertThat(of("kinds")).hasSize(1);
        assertThat(of("kinds").get(0))
                .containsEntry("small", 3)
                .containsEntry("letter", "x")
                .containsEntry("ratio", 0.5)
                .containsEntry("precise", 0.25)
                .containsEntry("kind", "BIG")
                .containsEntry("odd", null)
                .containsEntry("nothing", null)
                .containsEntry("answer", true)
                .containsEntry("thread_name", "main");
    }

    @Test
    void anExceptionIsRecordedAndGraver() {
        List<Map<String, Object>> divided = of("divided");
        assertThat(divided).hasSize(2);
        assertThat(divided.get(0)).containsEntry("quotient", 3).containsEntry("severity_number", 9);
        assertThat(divided.get(1))
                .containsEntry("a", 1)
                .containsEntry("b", 0)
                .containsEntry("quotient", null)
                .containsEntry("severity_number", 17)
                .containsEntry("error_type", "java.lang.ArithmeticException");
        assertThat((String) divided.get(1).get("stack_trace")).contains("Workshop.divide");
    }

    @Test
    void onlyTheChosenEndsAreEvents() {
        assertThat(of("only_failures"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("a", 2).containsEntry("error_message", "even 2"));
        assertThat(of("only_returns"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("a", 2).containsEntry("duration_micros", null));
        assertThat(of("rethrown"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("severity_number", 17).containsEntry("error_type", null));
    }

    @Test
    void recursionEmitsForEachCallFromTheInnermostOut() {
        assertThat(of("factorial").stream().map(row -> row.get("a"))).containsExactly(1, 2, 3, 4, 5);
        assertThat(of("factorial").get(4)).containsEntry("result", 120L);
    }

    @Test
    void constructorsEmitWhenTheyReturn() {
        assertThat(of("workshop_opened").stream().map(row -> row.get("number"))).containsExactly(42L, 7L);
        assertThat(of("workshop_failed")).isEmpty();
        assertThat(of("inner_made"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("customer", "bob"));
    }

    @Test
    void durationsAreMeasured() {
        assertThat((Long) of("waited").get(0).get("duration_micros")).isBetween(20_000L, 20_000_000L);
    }

    @Test
    void oddMethodsEmitOnce() {
        assertThat(of("locked")).hasSize(2);
        assertThat(of("compared")).hasSize(1);
        assertThat(of("default_area"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("ratio", 1.5));
    }

    /** Asked while an event is written it is feedback, and counted; the application itself never asks here. */
    @Test
    void aWovenMethodThatWritingAnEventCallsIsNoEvent() {
        assertThat(of("message_asked")).isEmpty();
        assertThat(of("only_failures").get(0)).containsEntry("error_message", "even 2");
    }
}

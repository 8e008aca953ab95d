// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Library;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules on a class that was not written for us, in a JVM of its own. */
class RulesTest {

    @TempDir
    static Path directory;

    private static LogServer server;

    @TempDir
    Path temp;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(
                directory,
                "CREATE TABLE t.rules.right (event_name STRING, amount STRING, total BIGINT, severity_number INT,"
                        + " duration_micros BIGINT, error_type STRING, error_message STRING, logger STRING)",
                "CREATE TABLE t.rules.wrong (event_name STRING)");
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    private List<String> run(String table, String rules) throws Exception {
        Map<String, String> options = new LinkedHashMap<>(server.options(table));
        options.put("agent.rules", rules);
        try (JavaProcess app =
                AgentApp.in(temp).classes(Library.class).command(options).start()) {
            assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
            assertThat(app.stdout()).containsExactly("no more", "sum 12");
            return List.copyOf(app.stderr());
        }
    }

    @Test
    void methodsOfAnotherLibraryEmitEvents() throws Exception {
        List<String> stderr = run(
                "t.rules.right",
                "dev.zerobus.agent.app.Library#add(java.lang.String) -> added {arg0=amount, return=total};"
                        + "dev.zerobus.agent.app.L*y#fail {arg0=amount, on=failure, failure-severity=fatal}");
        assertThat(stderr).isEmpty();
        List<Map<String, Object>> rows = server.rows("t.rules.right");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("event_name", "added")
                .containsEntry("amount", "7")
                .containsEntry("total", 12L)
                .containsEntry("logger", Library.class.getName());
        assertThat((Long) rows.get(0).get("duration_micros")).isNotNegative();
        assertThat(rows.get(1))
                .containsEntry("event_name", "fail")
                .containsEntry("amount", "no more")
                .containsEntry("severity_number", 21)
                .containsEntry("error_type", "java.lang.IllegalStateException");
    }

    @Test
    void aRuleThatFindsNoMethodAndAWrongOneAreSaidOnceAndTheApplicationRuns() throws Exception {
        List<String> stderr = run(
                "t.rules.wrong",
                "dev.zerobus.agent.app.Library#subtract; dev.zerobus.agent.app.Library#add(int); nonsense");
        assertThat(stderr)
                .filteredOn(line -> line.contains("(dev.zerobus.agent.app.Library#subtract)"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("has no such method"));
        assertThat(stderr).filteredOn(line -> line.contains("rule 3")).isNotEmpty();
        assertThat(server.rows("t.rules.wrong")).isEmpty();
    }
}

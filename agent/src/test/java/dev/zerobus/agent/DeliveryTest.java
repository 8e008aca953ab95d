// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Shop;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: an application with the API's jar, the agent as it is published, a server, a table. */
class DeliveryTest {

    private static final String COLUMNS =
            "(event_name STRING, n BIGINT, ok BOOLEAN, ratio DOUBLE, small FLOAT, letter STRING, note STRING,"
                    + " message STRING, severity_number INT, seq BIGINT)";

    @TempDir
    static Path directory;

    private static LogServer server;

    @TempDir
    Path temp;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(
                directory, "CREATE TABLE t.shop.a " + COLUMNS, "CREATE TABLE t.shop.b " + COLUMNS);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void everyEventOfAShortProgramBecomesARowInItsOrder() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Shop.class)
                .api()
                .command(server.options("t.shop.a"))
                .arguments(100)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout()).containsExactly("enabled true accepted 100");
            assertThat(app.stderr()).isEmpty();
        }
        List<Map<String, Object>> rows = server.rows("t.shop.a");
        assertThat(rows).hasSize(100);
        assertThat(rows.get(0)).containsEntry("event_name", "early").containsEntry("seq", 0L);
        for (int i = 1; i < 100; i++) {
            assertThat(rows.get(i))
                    .containsEntry("event_name", "order")
                    .containsEntry("n", (long) i)
                    .containsEntry("ok", true)
                    .containsEntry("ratio", 0.5)
                    .containsEntry("small", 0.1f)
                    .containsEntry("letter", "é")
                    .containsEntry("note", "note " + i)
                    .containsEntry("message", "order " + i)
                    .containsEntry("severity_number", 13)
                    .containsEntry("seq", (long) i);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the host: two applications, each in a class loader of its own. With the agent neither has anything of Zerobus; without it
 * each has the appender and so the whole client among its libraries.
 */
final class HostTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path AGENT = Path.of("..", "..", "agent", "target", "zerobus-agent.jar")
            .toAbsolutePath()
            .normalize();
    private static final Path ORDERS = TARGET.resolve("wars/orders");
    private static final Path STOCK = TARGET.resolve("wars/stock");
    private static final Path ORDERS_WITH_APPENDER = TARGET.resolve("wars/orders-with-appender");
    private static final Path STOCK_WITH_APPENDER = TARGET.resolve("wars/stock-with-appender");
    private static final String EVENTS = "t.war.events";
    private static final int EACH = 100;

    @TempDir
    private Path directory;

    private JavaProcess start(LogServer server, String logs) throws Exception {
        return start(server, logs, "-javaagent:" + AGENT);
    }

    private JavaProcess start(LogServer server, String logs, String... options) throws Exception {
        List<String> jvm = new ArrayList<>(List.of(options));
        jvm.add("-Xmx256m");
        server.options(EVENTS).forEach((key, value) -> jvm.add("-Dzerobus." + key + "=" + value));
        jvm.add("-Dzerobus.lanes.logs.table=" + logs);
        jvm.add("-Dzerobus.lanes.logs.events=log");
        assertThat(Files.isDirectory(TARGET.resolve("host")))
                .as("./mvnw package lays it out")
                .isTrue();
        return JavaProcess.of()
                .classPath(TARGET.resolve("host"))
                .environment("LOG_DIRECTORY", directory.toString())
                .jvm(jvm.toArray(String[]::new))
                .main("dev.zerobus.samples.war.host.Host")
                .start();
    }

    private static LogServer server(Path directory) throws Exception {
        return LogServer.start(
                directory.resolve("server"),
                "CREATE TABLE " + EVENTS + " (producer_id STRING NOT NULL, seq BIGINT NOT NULL, event_name STRING,"
                        + " order_id BIGINT, shelf BIGINT, pieces BIGINT)");
    }

    @Test
    void eventsAndLogsOfBothApplicationsLand() throws Exception {
        try (LogServer server = server(directory)) {
            String logs = server.freshTable();
            try (JavaProcess host = start(server, logs)) {
                host.send("deploy " + ORDERS);
                host.send("deploy " + STOCK);
                assertThat(host.awaitLine("deploy orders")).isEqualTo("deploy orders 100 100");
                assertThat(host.awaitLine("deploy stock")).isEqualTo("deploy stock 100 100");
                host.endInput();
                assertThat(host.awaitExit(Await.LONG)).as(host.toString()).isZero();
                assertThat(host.stderr())
                        .allMatch(line -> line.matches("zerobus: (lane \\S+ is connected|events come from .*)"));
            }
            try (DuckTable events = server.duck(EVENTS);
                    DuckTable rows = server.duck(logs)) {
                assertThat(events.number("SELECT count(DISTINCT order_id) FROM t WHERE event_name = 'order_placed'"))
                        .isEqualTo(EACH);
                assertThat(events.number("SELECT count(DISTINCT shelf) FROM t WHERE event_name = 'shelf_counted'"
                                + " AND pieces = 7 * shelf"))
                        .isEqualTo(EACH);
                assertThat(events.number("SELECT count(*) FROM t")).isEqualTo(2 * EACH);
                assertThat(rows.number("SELECT count(DISTINCT attributes['order']) FROM t WHERE logger LIKE '%Orders'"
                                + " AND message = 'Order ' || attributes['order'] || ' of 100'"))
                        .isEqualTo(EACH);
                assertThat(rows.number("SELECT count(DISTINCT message) FROM t WHERE logger LIKE '%Stock'"
                                + " AND message SIMILAR TO 'Shelf [0-9]+ of 100'"))
                        .isEqualTo(EACH);
                assertThat(rows.number("SELECT count(*) FROM t")).isEqualTo(2 * EACH);
            }
            assertThat(Files.readAllLines(directory.resolve("orders.log"))).hasSize(EACH);
            assertThat(Files.readAllLines(directory.resolve("stock.log"))).hasSize(EACH);
        }
    }

    @Test
    void applicationsThatAreDroppedLeaveNothingInMemory() throws Exception {
        int times = 5;
        try (LogServer server = server(directory);
                JavaProcess host = start(server, server.freshTable())) {
            for (int i = 0; i < times; i++) {
                for (Path war : List.of(ORDERS, STOCK)) {
                    host.send("deploy " + war);
                    host.send("undeploy " + war);
                }
            }
            host.send("deploy " + ORDERS);
            host.send("loaders");
            assertThat(host.awaitLine("loaders ")).as("only the one that runs").isEqualTo("loaders 1");
            assertThat(host.stdout().stream().filter("undeploy done"::equals)).hasSize(2 * times);
            host.endInput();
            assertThat(host.awaitExit(Await.LONG)).as(host.toString()).isZero();
            assertThat(server.rows(EVENTS)).hasSize((2 * times + 1) * EACH);
        }
    }

    /** Web applications with the appender: beans, hooks, threads and connections of the client go when the logging stops. */
    @Test
    void applicationsWithTheAppenderInThemLeaveNothingInMemoryEither() throws Exception {
        int times = 3;
        try (LogServer server = server(directory)) {
            String logs = server.freshTable();
            try (JavaProcess host = start(server, logs, new String[0])) {
                for (int i = 0; i < times; i++) {
                    for (Path war : List.of(ORDERS_WITH_APPENDER, STOCK_WITH_APPENDER)) {
                        host.send("deploy " + war);
                        host.send("undeploy " + war);
                    }
                }
                host.send("loaders");
                assertThat(host.awaitLine("loaders ")).as(host.toString()).isEqualTo("loaders 0");
                assertThat(host.stdout().stream().filter("deploy orders 100 100"::equals))
                        .hasSize(times);
                assertThat(host.stdout().stream().filter("deploy stock 100 100"::equals))
                        .hasSize(times);
                host.endInput();
                assertThat(host.awaitExit(Await.LONG)).as(host.toString()).isZero();
                assertThat(host.stderr()).isEmpty();
            }
            assertThat(server.rows(EVENTS)).hasSize(2 * times * EACH);
            assertThat(server.rows(logs)).hasSize(2 * times * EACH);
        }
    }
}

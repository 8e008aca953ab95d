// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the service as its README says, and compares the table with what the service says that it logged. */
@Tag("long")
final class TillTest {

    private static final int CASHIERS = 2;
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    private Path directory;

    private static JavaProcess start(String grpc, String http, String table, String shutdown) throws Exception {
        return JavaProcess.of()
                .classPath(TARGET.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(TARGET.resolve("classpath.txt")))
                .jvm("-Xmx256m")
                .environment("ZEROBUS_ENDPOINT", grpc)
                .environment("ZEROBUS_WORKSPACE_URL", http)
                .environment("ZEROBUS_AUTH", "none")
                .environment("ZEROBUS_SHUTDOWN_TIMEOUT", shutdown)
                .environment("TILL_TABLE", table)
                // what Kubernetes and a usual deployment put into a container
                .environment("KUBERNETES_SERVICE_HOST", "10.0.0.1")
                .environment("POD_NAME", "till-7d9f")
                .environment("POD_NAMESPACE", "shop")
                .environment("NODE_NAME", "node-3")
                .environment("CONTAINER_NAME", "till")
                .main(Till.class)
                .arguments(400, CASHIERS)
                .start();
    }

    @Test
    void everyPaymentIsARowWithAllThatWasLogged() throws Exception {
        String table = "t.logs.till";
        String facts = LogServer.logTable(table)
                .replace(
                        "host_name ",
                        "k8s_pod STRING, k8s_namespace STRING, k8s_node STRING, k8s_container STRING,\n  host_name ");
        try (LogServer server = LogServer.start(directory.resolve("server"), facts)) {
            try (JavaProcess till = start(server.grpc(), server.http(), table, "20s")) {
                till.awaitLine("open");
                server.awaitRows(table, 500);
                till.send("close");
                till.awaitLine("closed");
                assertThat(till.terminate()).as(till.toString()).isEqualTo(143);
                assertThat(till.stderr()).isEmpty();
                compare(server, table, till.stdout());
                assertRows(server, table);
                assertPlace(server, table, till.pid());
            }
        }
    }

    @Test
    void everyPaymentIsARowWhenSigtermComesUnderLoad() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"))) {
            String table = server.freshTable();
            try (JavaProcess till = start(server.grpc(), server.http(), table, "20s")) {
                server.awaitRows(table, 100);
                assertThat(till.terminate()).as(till.toString()).isEqualTo(143);
                compare(server, table, till.stdout());
            }
        }
    }

    @Test
    void worksAndEndsWithoutAServer() throws Exception {
        try (BlackHole hole = BlackHole.open();
                JavaProcess till = start(hole.url(), hole.url(), "t.nobody.there", "2s")) {
            till.awaitLine("open");
            Await.until("the appender to try", () -> hole.connections() > 0);
            assertThat(till.terminate(Duration.ofSeconds(15)))
                    .as(till.toString())
                    .isEqualTo(143);
            assertThat(logged(till.stdout(), 1)).isPositive();
        }
    }

    /** Each cashier numbers the payments from 1: all of them are there, once, and in their order. */
    private static void compare(LogServer server, String table, List<String> said) throws Exception {
        try (DuckTable rows = server.duck(table)) {
            long all = 0;
            for (int cashier = 1; cashier <= CASHIERS; cashier++) {
                long logged = logged(said, cashier);
                all += logged;
                String ofCashier = " FROM t WHERE thread_name = 'cashier-" + cashier + "'";
                assertThat(rows.number("SELECT count(*)" + ofCashier)).isEqualTo(logged);
                assertThat(rows.number("SELECT count(DISTINCT attributes['payment'])" + ofCashier
                                + " AND attributes['payment'] LIKE '" + cashier + "-%'"))
                        .isEqualTo(logged);
                assertThat(rows.number("SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY seq) AS place,"
                                + " split_part(attributes['payment'], '-', 2)::BIGINT AS payment" + ofCashier
                                + ") WHERE place <> payment"))
                        .as("payments that are not in their order")
                        .isZero();
            }
            assertThat(rows.number("SELECT count(*) FROM t")).isEqualTo(all);
        }
    }

    /** The three kinds of log calls that a cashier makes, and nothing else. */
    private static void assertRows(LogServer server, String table) throws Exception {
        try (DuckTable rows = server.duck(table)) {
            long paid = rows.number("SELECT count(*) FROM t WHERE severity_text = 'INFO'"
                    + " AND message SIMILAR TO '[0-9]+\\.[0-9]{2} paid by (card|cash|invoice)'"
                    + " AND message_template = '{} paid by {}'");
            long booked = rows.number("SELECT count(*) FROM t WHERE message = 'Payment booked' AND markers = ['AUDIT']"
                    + " AND thread_name = 'cashier-' || attributes['register']"
                    + " AND attributes['amount'] SIMILAR TO '[0-9]+\\.[0-9]{2}'");
            long refused = rows.number("SELECT count(*) FROM t WHERE severity_text = 'WARN'"
                    + " AND error_type = 'java.lang.IllegalStateException' AND error_message = 'issuer said no'"
                    + " AND stack_trace LIKE '%Cashier.log(Cashier.java:%'"
                    + " AND message = 'Payment ' || split_part(attributes['payment'], '-', 2) || ' refused'");
            assertThat(List.of(paid, booked, refused)).allMatch(count -> count > 0);
            assertThat(paid + booked + refused)
                    .isEqualTo(rows.number("SELECT count(*) FROM t WHERE service_name = 'till'"
                            + " AND logger = 'dev.zerobus.samples.logback.Cashier'"))
                    .isEqualTo(rows.number("SELECT count(*) FROM t"));
        }
    }

    /** Every row says in which pod and process it was logged. */
    private static void assertPlace(LogServer server, String table, long pid) throws Exception {
        try (DuckTable rows = server.duck(table)) {
            assertThat(rows.number("SELECT count(*) FROM t WHERE k8s_pod = 'till-7d9f' AND k8s_namespace = 'shop'"
                            + " AND k8s_node = 'node-3' AND k8s_container = 'till' AND host_name <> ''"
                            + " AND process_id = " + pid))
                    .isEqualTo(rows.number("SELECT count(*) FROM t"));
        }
    }

    private static long logged(List<String> said, int cashier) {
        String beginning = "logged " + cashier + " ";
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> Long.parseLong(line.substring(beginning.length())))
                .findFirst()
                .orElseThrow();
    }
}

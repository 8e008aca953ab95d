// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the executable jar, sends it requests, and compares the table with what the service says on its console: with the
 * appender, with the agent, and with both.
 */
final class OrderServiceTest {

    private static final Path JAR = Path.of("target", "orders.jar").toAbsolutePath();
    private static final Path AGENT = Path.of("..", "..", "agent", "target", "zerobus-agent.jar")
            .toAbsolutePath()
            .normalize();
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern EVENT = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} [A-Z]+ +\\[.*");

    /**
     * What Tomcat says while the process ends. The JDK has a hook of its own that takes all handlers of java.util.logging away,
     * Boot's bridge among them: what comes after is on no console, and in no appender; the agent has it.
     */
    private static final Pattern LAST_WORDS = Pattern.compile(" - (Pausing|Stopping|Destroying) ");

    private static final String LAST_ROWS =
            "(logger LIKE 'org.apache.%' AND message SIMILAR TO '(Pausing|Stopping|Destroying) .*')";

    private static final int CLIENTS = 4;
    private static final int TOO_MANY = 1000;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    /** Who takes the service's log events. */
    private enum Taker {
        APPENDER,
        AGENT_AND_APPENDER,
        AGENT
    }

    private static JavaCommand service(String grpc, String workspace, String table, String shutdown) {
        assertThat(Files.exists(JAR)).as(JAR + " is made by ./mvnw package").isTrue();
        return JavaProcess.of()
                .jvm("-Xmx256m")
                .environment("ZEROBUS_ENDPOINT", grpc)
                .environment("ZEROBUS_WORKSPACE_URL", workspace)
                .environment("ZEROBUS_AUTH", "none")
                .environment("ZEROBUS_SHUTDOWN_TIMEOUT", shutdown)
                .environment("ORDERS_TABLE", table)
                .jar(JAR)
                .arguments("--server.port=0", "--server.address=127.0.0.1");
    }

    private JavaCommand takenBy(Taker taker, JavaCommand service, String table) throws Exception {
        if (taker == Taker.APPENDER) {
            return service;
        }
        assertThat(Files.exists(AGENT)).as(AGENT + " is made by ./mvnw package").isTrue();
        service.jvm("-javaagent:" + AGENT).environment("ZEROBUS_TABLE", table);
        if (taker == Taker.AGENT) {
            String xml = Files.readString(Path.of("target/classes/logback-spring.xml"));
            String consoleAlone = xml.replaceAll("(?s)<appender name=\"zerobus\".*?</appender>", "")
                    .replace("<appender-ref ref=\"zerobus\"/>", "");
            assertThat(consoleAlone).doesNotContain("ZerobusAppender", "\"zerobus\"");
            service.environment("ZEROBUS_SERVICE_NAME", "orders")
                    .arguments("--logging.config="
                            + Files.writeString(directory.resolve("logback-spring.xml"), consoleAlone));
        }
        return service;
    }

    private static URI address(JavaProcess service) {
        String line =
                service.awaitLine("the port", said -> STARTED.matcher(said).find());
        Matcher port = STARTED.matcher(line);
        return port.find() ? URI.create("http://127.0.0.1:" + port.group(1)) : URI.create("");
    }

    private int order(URI service, String id, int quantity) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/orders?sku=teapot&quantity=" + quantity))
                .POST(BodyPublishers.noBody())
                .header("X-Request-Id", id)
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Tomcat logs by {@code java.util.logging}, which Boot bridges to Logback: those events too are on the console, and one row. */
    @ParameterizedTest
    @EnumSource
    void everythingOnTheConsoleIsInTheTableAfterSigtermUnderLoad(Taker taker) throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"))) {
            String table = server.freshTable();
            JavaCommand command = service(server.grpc(), server.http(), table, "20s");
            try (JavaProcess service = takenBy(taker, command, table).start()) {
                URI address = address(service);
                Set<String> placed = new ConcurrentSkipListSet<>();
                AtomicBoolean open = new AtomicBoolean(true);
                List<Thread> clients = clients(address, placed, open);
                server.awaitRows(table, 400);
                assertThat(order(address, "too-many", TOO_MANY)).isEqualTo(409);
                int status = service.terminate();
                open.set(false);
                for (Thread client : clients) {
                    client.join();
                }

                assertThat(status).as(service.toString()).isEqualTo(143);
                assertThat(service.stderr()).isEmpty();
                compare(server, table, service.stdout(), placed, taker);
            }
        }
    }

    private List<Thread> clients(URI address, Set<String> placed, AtomicBoolean open) {
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            int number = c;
            Thread client = new Thread(() -> {
                for (int i = 0; open.get(); i++) {
                    String id = "r-" + number + "-" + i;
                    try {
                        if (order(address, id, 1 + i % 9) == 200) {
                            placed.add(id);
                        }
                    } catch (Exception e) {
                        return; // the service has ended
                    }
                }
            });
            clients.add(client);
            client.start();
        }
        return clients;
    }

    private static void compare(LogServer server, String table, List<String> console, Set<String> placed, Taker taker)
            throws Exception {
        boolean agent = taker != Taker.APPENDER;
        long events = console.stream()
                .filter(line -> EVENT.matcher(line).matches())
                .filter(line -> !agent || !LAST_WORDS.matcher(line).find())
                .count();
        String counted = agent ? " FROM t WHERE NOT " + LAST_ROWS : " FROM t";
        try (DuckTable rows = server.duck(table)) {
            assertThat(rows.number("SELECT count(DISTINCT (producer_id, seq))" + counted))
                    .as("rows, beside the lines of the console")
                    .isEqualTo(events);
            assertThat(rows.number("SELECT count(*)" + counted)).isEqualTo(events);
            assertThat(rows.number("SELECT count(*) - count(DISTINCT message) FROM t WHERE " + LAST_ROWS))
                    .as("last words of Tomcat that are in two rows")
                    .isZero();
            Set<String> found = new TreeSet<>();
            try (var result = rows.query("SELECT attributes['request_id'] FROM t WHERE message = 'Order placed'"
                    + " AND attributes['sku'] = 'teapot' AND attributes['path'] = '/orders'"
                    + " AND attributes['order_id']::BIGINT > 0 AND service_name = 'orders'")) {
                while (result.next()) {
                    found.add(result.getString(1));
                }
            }
            assertThat(rows.number("SELECT count(*) FROM t WHERE logger LIKE 'org.apache.catalina.core.%'"))
                    .as("what Tomcat says by java.util.logging")
                    .isPositive();
            assertThat(found).as("orders whose caller was told so").containsAll(placed);
            assertThat(placed).hasSizeGreaterThan(100);
            assertThat(rows.number("SELECT count(*) FROM t WHERE attributes['request_id'] = 'too-many' AND"
                            + " severity_text = 'ERROR' AND error_message = 'there are no 1000 of teapot'"
                            + " AND stack_trace LIKE '%OutOfStock%Caused by: java.lang.IllegalStateException%'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void startsWorksAndEndsWithoutAServer() throws Exception {
        try (BlackHole hole = BlackHole.open();
                JavaProcess service =
                        service(hole.url(), hole.url(), "t.nobody.there", "2s").start()) {
            URI address = address(service);
            assertThat(order(address, "r-1", 1)).isEqualTo(200);
            assertThat(hole.connections()).isPositive();
            assertThat(service.terminate(Duration.ofSeconds(20)))
                    .as(service.toString())
                    .isEqualTo(143);
        }
    }

    @Test
    void startsAndWorksWithAWrongSettingWhichIsSaidOnce() throws Exception {
        try (BlackHole hole = BlackHole.open();
                JavaProcess service = service(hole.url(), hole.url(), "t.nobody.there", "2s")
                        .environment("ZEROBUS_RING_SIZE", "x")
                        .start()) {
            URI address = address(service);
            assertThat(order(address, "r-1", 1)).isEqualTo(200);
            assertThat(service.terminate(Duration.ofSeconds(20)))
                    .as(service.toString())
                    .isEqualTo(143);
            assertThat(hole.connections()).isZero();
            List<String> said = new ArrayList<>(service.stdout());
            said.addAll(service.stderr());
            assertThat(said)
                    .filteredOn(line -> line.contains("ring.size"))
                    .as(service.toString())
                    .hasSize(1)
                    .first(STRING)
                    .contains("zerobus.ring.size = 'x' (environment ZEROBUS_RING_SIZE): ", "; right is ");
        }
    }
}

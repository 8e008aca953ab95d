// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        Properties properties = new Properties();
        properties.setProperty("java.version", "17");
        return new Main(stream(out), stream(err), properties, environment).execute(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsTheConfigurationWithItsOriginsAndNoSecret() {
        int code = run(
                Map.of("ZEROBUS_CLIENT_SECRET", "do-not-tell", "ZEROBUS_CLIENT_ID", "app"),
                "config",
                "endpoint=https://e.example.com,workspace.url=https://w.example.com,table=main.ops.logs");
        assertThat(code).isEqualTo(Main.OK);
        assertThat(out())
                .startsWith("zerobus-agent ")
                .contains("zerobus.client.id = app (environment ZEROBUS_CLIENT_ID)")
                .contains("zerobus.lanes.default.table = main.ops.logs (agent arguments)")
                .doesNotContain("do-not-tell");
        assertThat(err()).isEmpty();
    }

    @Test
    void namesEverythingThatIsWrongWithTheConfiguration() {
        assertThat(run(Map.of(), "check", "ring.size=3KiB")).isEqualTo(Main.WRONG);
        assertThat(err()).contains("zerobus.endpoint is not set").contains("zerobus.ring.size");
    }

    @Test
    void listsShowsAndSendsDeadLetters(@TempDir Path directory) {
        assertThat(run(Map.of(), "dead-letters", "list", directory.toString())).isEqualTo(Main.OK);
        assertThat(out()).contains("there are no letters in " + directory);
        assertThat(run(Map.of(), "dead-letters", "resubmit", directory.toString()))
                .isEqualTo(Main.OK);
        assertThat(out()).contains("0 letters were sent again");
        assertThat(run(Map.of(), "dead-letters", "bury", directory.toString())).isEqualTo(Main.WRONG);
        assertThat(err()).contains("there is no command bury");
    }

    @Test
    void checksNothingWhenSwitchedOff() {
        assertThat(run(Map.of("ZEROBUS_ENABLED", "false"))).isEqualTo(Main.OK);
        assertThat(out()).contains("there is nothing to check");
    }

    @Test
    void printsTheStatementOfAReadyMadeTable() {
        assertThat(run(Map.of(), "create-table", "logs", "main.ops.logs")).isEqualTo(Main.OK);
        assertThat(out().strip())
                .isEqualTo(ReadyTable.LOGS.sql(TableName.of("main.ops.logs")).strip());
    }

    @Test
    void listsTheReadyMadeTables() {
        assertThat(run(Map.of(), "tables")).isEqualTo(Main.OK);
        for (ReadyTable table : ReadyTable.values()) {
            assertThat(out()).contains(table.id() + "  " + table.description());
        }
    }

    @Test
    void explainsWhatItDoesNotUnderstand() {
        for (String[] wrong : new String[][] {
            {"chekc"},
            {"check", "a=b", "c"},
            {"config", "a=b", "c"},
            {"tables", "x"},
            {"create-table", "logs"},
            {"create-table", "nope", "a.b.c"},
            {"create-table", "logs", "not a name"}
        }) {
            err.reset();
            assertThat(run(Map.of(), wrong)).as(String.join(" ", wrong)).isEqualTo(Main.WRONG);
            assertThat(err()).startsWith("zerobus-agent: ").contains("--help");
        }
    }

    @Test
    void helpsAndSaysItsVersion() {
        assertThat(run(Map.of(), "--help")).isEqualTo(Main.OK);
        assertThat(run(Map.of(), "--version")).isEqualTo(Main.OK);
        assertThat(out()).contains("create-table ID NAME").contains("zerobus-agent ");
    }

    @Test
    void checksStepByStepAgainstAServerFromTheJar(@TempDir Path directory) throws Exception {
        try (LogServer server = LogServer.start(directory)) {
            Map<String, String> right = new LinkedHashMap<>(server.options(server.freshTable()));
            JavaProcess well = check(right);
            assertThat(well.stdout()).anyMatch(line -> line.startsWith("OK") && line.contains("stream"));
            assertThat(well.stdout().get(0)).matches("zerobus-agent \\d.*, Java .*");
            assertThat(well.stderr()).isEmpty();
            assertThat(well.awaitExit(Await.LONG)).isZero();

            right.put("table", "t.logs.missing");
            JavaProcess missing = check(right);
            assertThat(missing.awaitExit(Await.LONG)).isEqualTo(1);
            assertThat(missing.stdout())
                    .anyMatch(line -> line.startsWith("FAILED") && line.contains("table") && line.contains("to do:"));
        }
    }

    @Test
    void checksAServerWithTlsAndAServicePrincipalFromTheJar(@TempDir Path directory) throws Exception {
        TableName orders = TableName.of("main.shop.orders");
        PrincipalsFile.NewPrincipal app = PrincipalsFile.newEntry("orders-app", orders);
        Path principals =
                Files.writeString(directory.resolve("principals.json"), "{\"principals\": [" + app.entry() + "]}");
        try (ZerobusServer server = ZerobusServer.builder(directory.resolve("data"))
                .auth(principals)
                .tls(true)
                .table("CREATE TABLE main.shop.orders (order_id BIGINT)")
                .start()) {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("endpoint", server.grpcUri().toString());
            options.put("workspace.url", server.httpUri().toString());
            options.put("trust.certificate", String.valueOf(server.certificateFile()));
            options.put("proxy", "none");
            options.put("client.id", app.clientId());
            options.put("table", orders.fullName());
            JavaProcess well = check(options, Map.of("ZEROBUS_CLIENT_SECRET", app.secret()));
            assertThat(well.awaitExit(Await.LONG)).as(well.toString()).isZero();
            assertThat(well.stdout())
                    .anyMatch(line -> line.matches("OK +tls .*"))
                    .anyMatch(line -> line.matches("OK +tls \\(workspace\\) .*"))
                    .anyMatch(line -> line.matches("OK +token .*"))
                    .anyMatch(line -> line.matches("OK +grants .*"))
                    .anyMatch(line -> line.matches("OK +stream .*"))
                    .noneMatch(line -> line.contains(app.secret()));
            assertThat(well.stderr()).isEmpty();
        }
    }

    private static JavaProcess check(Map<String, String> options) throws Exception {
        return check(options, Map.of());
    }

    private static JavaProcess check(Map<String, String> options, Map<String, String> environment) throws Exception {
        JavaProcess process = JavaProcess.of()
                .environment(environment)
                .jar(AgentApp.agentJar())
                .arguments(
                        "check",
                        options.entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining(",")))
                .start();
        process.awaitExit(Await.LONG);
        return process;
    }
}

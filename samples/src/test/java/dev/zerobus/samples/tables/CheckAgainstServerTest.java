// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.check.CheckReport;
import dev.zerobus.core.check.CheckStep;
import dev.zerobus.core.check.CheckStep.Outcome;
import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.check.ConnectivityCheck;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ServerBuilder;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.server.auth.PrincipalsFile.NewPrincipal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The check of a configuration against the real server: with and without tokens and TLS. */
@Timeout(120)
class CheckAgainstServerTest {

    private static final TableName TABLE = TableName.of("main.ops.logs");

    @TempDir
    Path directory;

    private final NewPrincipal principal = PrincipalsFile.newEntry("orders-app", TABLE);

    private ServerBuilder server() {
        return ZerobusServer.builder(directory.resolve("data"))
                .host("127.0.0.1")
                .shutdownGrace(Duration.ZERO)
                .notices(line -> {})
                .table(ReadyTable.LOGS.sql(TABLE));
    }

    private ServerBuilder secured(String entry) throws IOException {
        Path principals = Files.writeString(
                directory.resolve("principals.json"),
                "{\"token_lifetime_seconds\": 600, \"principals\": [" + entry + "]}");
        return server().auth(principals).tls(true);
    }

    private static ConfigBuilder to(ZerobusServer server) {
        return ZerobusConfig.builder()
                .set("endpoint", server.grpcUri().toString())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("table", TABLE.fullName());
    }

    private ConfigBuilder securely(ZerobusServer server, String secret) {
        return to(server)
                .set("auth", "oauth")
                .set("client.id", "orders-app")
                .set("client.secret", secret)
                .set("trust.certificate", String.valueOf(server.certificateFile()));
    }

    private CheckReport check(ConfigBuilder config) {
        CheckReport report = ConnectivityCheck.run(config.build(), step -> {});
        assertThat(report.toString()).doesNotContain(principal.secret());
        return report;
    }

    private static CheckStep failure(CheckReport report, Part part) {
        CheckStep failure = report.firstFailure();
        assertThat(failure).as(report.toString()).isNotNull();
        assertThat(failure.part()).as(report.toString()).isEqualTo(part);
        assertThat(report.exitCode()).isEqualTo(1);
        return failure;
    }

    private static List<Outcome> outcomes(CheckReport report) {
        return report.steps().stream().map(CheckStep::outcome).distinct().toList();
    }

    private static void assertNoRow(ZerobusServer server) throws IOException {
        assertThat(server.awaitMaterialised(Duration.ofSeconds(30))).isTrue();
        assertThat(server.reader(TABLE).rowCount()).isZero();
    }

    @Test
    void withoutTokensAndTlsAllIsWell() throws Exception {
        try (ZerobusServer server = server().start()) {
            CheckReport report = check(to(server));
            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(report.toString())
                    .contains(
                            "has 35 columns, says Unity Catalog",
                            "in attributes: nothing",
                            "zerobus.service.name would fill");
            assertNoRow(server);
        }
    }

    @Test
    void withTokensAndTlsEveryStepIsTakenAndOk() throws Exception {
        try (ZerobusServer server = secured(principal.entry()).start()) {
            CheckReport report = check(securely(server, principal.secret()));
            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(outcomes(report)).as(report.toString()).containsExactly(Outcome.OK);
            assertThat(report.steps()).extracting(CheckStep::part).contains(Part.values());
            assertNoRow(server);
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (ZerobusServer server = secured(principal.entry()).start()) {
            assertThat(failure(check(securely(server, "not the secret")), Part.TOKEN)
                            .text())
                    .contains("401");
            assertThat(failure(check(securely(server, principal.secret()).set("table", "main.ops.other")), Part.GRANTS)
                            .text())
                    .contains("4024");
            assertThat(failure(
                                    check(to(server)
                                            .set("auth", "oauth")
                                            .set("client.id", "orders-app")
                                            .set("client.secret", principal.secret())),
                                    Part.TLS)
                            .toString())
                    .contains("issued by", "zerobus.trust.certificate");
        }
    }

    @Test
    void aMissingPrivilegeIsNamed() throws Exception {
        String readOnly = principal.entry().replaceAll(",\\s*\"MODIFY\"|\"MODIFY\"\\s*,", "");
        try (ZerobusServer server = secured(readOnly).start()) {
            CheckStep failure = failure(check(securely(server, principal.secret())), Part.GRANTS);
            assertThat(failure.text()).contains("4024", "MODIFY ON TABLE main.ops.logs");
            assertThat(failure.advice()).contains("MODIFY on main.ops.logs itself");
        }
    }

    @Test
    void aTableThatIsNotThereIsSaidByUnityCatalog() throws Exception {
        try (ZerobusServer server = server().start()) {
            assertThat(failure(check(to(server).set("table", "main.ops.other")), Part.TABLE)
                            .advice())
                    .contains("create the table");
        }
    }

    @Test
    void aFileThatDoesNotTellTheTruthIsFoundOutByTheStream() throws Exception {
        Path ddl =
                Files.writeString(directory.resolve("lie.sql"), "CREATE TABLE main.ops.logs (time TIMESTAMP, x INT)");
        try (ZerobusServer server = server().start()) {
            CheckReport report = check(to(server).set("schema.source", "ddl").set("schema.file", ddl.toString()));
            assertThat(failure(report, Part.STREAM).toString())
                    .contains("INVALID_ARGUMENT", "x", "compare the columns");
        }
    }
}

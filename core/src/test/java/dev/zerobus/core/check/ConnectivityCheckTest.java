// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import static dev.zerobus.core.check.Checks.assertFails;
import static dev.zerobus.core.check.Checks.outcome;
import static dev.zerobus.core.check.Checks.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.check.CheckStep.Outcome;
import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens, grants, tables, columns and streams; what goes before them is in {@link HostCheckTest}. */
@Timeout(60)
class ConnectivityCheckTest {

    private static final String COLUMNS = "event_name STRING, message STRING, attributes MAP<STRING, STRING>";

    @TempDir
    Path directory;

    private final ScriptedZerobus server = ScriptedZerobus.start();
    private final ScriptedOAuth workspace = ScriptedOAuth.start();

    @AfterEach
    void close() {
        server.close();
        workspace.close();
    }

    private ConfigBuilder plain(String columns) throws IOException {
        return Checks.plain(server.url(), directory, columns);
    }

    private ConfigBuilder withTokens() throws IOException {
        return Checks.withTokens(plain(COLUMNS), workspace.url());
    }

    @Test
    void everyStepIsOkAndNoRowIsWritten() throws IOException {
        CheckReport report = Checks.run(withTokens());

        assertThat(report.steps())
                .as(report.toString())
                .extracting(step -> step.part() + " " + step.subject() + " " + step.outcome())
                .containsExactly(
                        "CONFIGURATION  OK",
                        "ENDPOINT  OK",
                        "TLS  SKIPPED",
                        "ENDPOINT workspace OK",
                        "TLS workspace SKIPPED",
                        "TOKEN  OK",
                        "GRANTS  OK",
                        "TABLE  OK",
                        "SCHEMA  OK",
                        "STREAM  OK");
        assertThat(report.ok()).isTrue();
        assertThat(report.firstFailure()).isNull();
        assertThat(report.exitCode()).isZero();
        assertThat(server.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.create().getTableName()).isEqualTo("a.b.c");
            assertThat(stream.header("authorization")).isEqualTo("Bearer token-2");
            assertThat(stream.records()).isEmpty();
        });
    }

    @Test
    void theKillSwitchIsSaidAndIsNoFailure() {
        CheckReport report = Checks.run(ZerobusConfig.builder().set("enabled", "false"));

        assertThat(report.steps())
                .singleElement()
                .extracting(CheckStep::outcome)
                .isEqualTo(Outcome.WARN);
        assertThat(report.toString()).contains("zerobus.enabled = false");
        assertThat(report.ok()).isTrue();
    }

    @Test
    void aCertificateFileThatIsNoneFailsTheConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("trust.pem"), "no certificate");

        assertFails(
                Checks.run(plain(COLUMNS).set("trust.certificate", file.toString())), Part.CONFIGURATION, "trust.pem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}|the id or the secret is wrong",
                "403|{\"error\":\"access_denied\"}|add it to the workspace",
                "404|not here|correct zerobus.workspace.url",
                "302|elsewhere|correct zerobus.workspace.url",
                "200|<html>a login page</html>|correct zerobus.workspace.url",
                "503|busy|tried again by itself"
            })
    void saysWhichOfTheCredentialsIsWrong(int status, String body, String advice) throws IOException {
        workspace.next(new ScriptedOAuth.Answer(status, body));

        CheckReport report = Checks.run(withTokens());
        CheckStep failure = assertFails(report, Part.TOKEN, "token endpoint");
        assertThat(failure.advice()).contains(advice);
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.SKIPPED);
        assertThat(server.streams()).isEmpty();
        assertThat(outcome(report, Part.TABLE))
                .as("the file is there all the same")
                .isEqualTo(Outcome.OK);
    }

    @Test
    void saysThatAClientIdLooksLikeNone() throws IOException {
        workspace.next(new ScriptedOAuth.Answer(401, "{\"error\":\"invalid_client\"}"));

        CheckReport report = Checks.run(withTokens().set("client.id", "orders-app"));
        assertFails(report, Part.TOKEN, "zerobus.client.id does not look like", "UUID");
    }

    @Test
    void aServerThatEchoesTheSecretDoesNotMakeUsShowIt() throws IOException {
        workspace.next(new ScriptedOAuth.Answer(
                401, "{\"error\":\"invalid_client\",\"error_description\":\"not " + Checks.SECRET + "\"}"));

        // Checks.run looks for the secret
        assertFails(Checks.run(withTokens()), Part.TOKEN, "***");
    }

    @Test
    void aMissingGrantIsSaidWithThePrivilegesThatAreNeeded() throws IOException {
        workspace.next(
                new ScriptedOAuth.Answer(200, "{\"access_token\":\"m\",\"expires_in\":3600}"),
                new ScriptedOAuth.Answer(
                        401,
                        "{\"error\":\"invalid_authorization_details\",\"error_description\":\"error 4024 (authorization_details)\"}"));

        CheckReport report = Checks.run(withTokens());
        assertFails(
                report,
                Part.GRANTS,
                "4024",
                "USE CATALOG on a",
                "USE SCHEMA on a.b",
                "SELECT and MODIFY on a.b.c itself");
        assertThat(outcome(report, Part.TOKEN)).isEqualTo(Outcome.OK);
        assertThat(outcome(report, Part.SCHEMA)).isEqualTo(Outcome.OK);
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void aTableThatUnityCatalogDoesNotKnow() throws IOException {
        workspace.next(new ScriptedOAuth.Answer(404, "{\"error_code\":\"NOT_FOUND\",\"message\":\"no such table\"}"));

        CheckReport report = Checks.run(ZerobusConfig.builder()
                .set("endpoint", server.url())
                .set("auth", "none")
                .set("workspace.url", workspace.url())
                .set("table", "a.b.c"));
        assertFails(report, Part.TABLE, "404", "a.b.c", "create the table");
        assertThat(outcome(report, Part.SCHEMA)).isEqualTo(Outcome.SKIPPED);
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void aTableThatTheFileDoesNotHave() throws IOException {
        assertFails(Checks.run(plain(COLUMNS).set("table", "a.b.other")), Part.TABLE, "a.b.other");
    }

    @Test
    void aColumnThatCanNotBeCarried() throws IOException {
        CheckReport report = Checks.run(plain("x ARRAY<ARRAY<INT>>"));

        assertFails(report, Part.SCHEMA, "'x'", "ARRAY");
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void aMappingThatDoesNotFitFailsAndTheStreamIsTriedAllTheSame() throws IOException {
        CheckReport report = Checks.run(plain(COLUMNS).set("columns", "mesage=thread_name"));

        assertFails(report, Part.SCHEMA, "no column 'mesage'", "did you mean 'message'?", "zerobus.columns");
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.OK);
    }

    @Test
    void columnsThatNothingFillsAreListedAndNotNullOnesWarnedAbout() throws IOException {
        CheckReport report = Checks.run(plain("event_name STRING, order_id BIGINT NOT NULL, note STRING, team STRING")
                .set("constants", "team=t"));

        CheckStep schema = step(report, Part.SCHEMA);
        assertThat(schema.outcome()).isEqualTo(Outcome.WARN);
        assertThat(schema.text())
                .contains("NOT NULL, and filled only by fields of these names: order_id")
                .contains("filled by itself: event_name, team;")
                .contains("only by fields of these names: order_id, note")
                .contains("no column, and no column attributes, so left out: time,");
        assertThat(report.ok()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PERMISSION_DENIED, SELECT and MODIFY on the table itself",
        "UNAUTHENTICATED, check the client id and secret",
        "NOT_FOUND, create the table",
        "INVALID_ARGUMENT, compare the columns",
        "UNAVAILABLE, tried again by itself",
        "UNIMPLEMENTED, is the Zerobus endpoint",
        "RESOURCE_EXHAUSTED, higher limit"
    })
    void aStreamThatIsRefusedIsSaidWithWhatToDo(Status.Code code, String advice) throws IOException {
        server.next(StreamScript.failCreate(code.toStatus().withDescription("error 4024 or so")));

        CheckReport report = Checks.run(plain(COLUMNS));
        assertFails(report, Part.STREAM, code.name(), "error 4024 or so", advice);
        assertThat(server.streams()).as("one attempt is enough").hasSize(1);
    }

    @Test
    void aStreamThatEndsWithoutAnErrorIsSuspectedToBeAWrongToken() throws IOException {
        server.next(StreamScript.endBeforeCreate());

        assertFails(Checks.run(plain(COLUMNS)), Part.STREAM, "AUTHENTICATION_SUSPECTED", "client id and secret");
    }

    @Test
    void aStreamThatIsNotAnsweredEndsWithTheTimeForOpening() throws IOException {
        server.next(StreamScript.neverCreate());

        assertFails(
                Checks.run(plain(COLUMNS).set("open.timeout", "2s")),
                Part.STREAM,
                "OPEN_TIMEOUT",
                "no answer to create_stream within 2000 ms");
        ScriptedExchange stream = server.streams().get(0);
        assertThat(stream.records()).isEmpty();
    }

    @Test
    void aStepThatHangsIsGivenUp() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        workspace.next(new ScriptedOAuth.Answer(200, "{}", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));

        CheckReport report =
                Checks.run(withTokens(), new CheckLimits(Duration.ofMillis(1_000), Duration.ofMillis(1_500)));
        assertFails(report, Part.TOKEN, "no end within 1500 ms");
        assertThat(step(report, Part.TOKEN).millis()).isBetween(1_400L, 10_000L);
        never.countDown();
    }

    @Test
    void eachLaneIsCheckedForItself() throws IOException {
        Files.writeString(directory.resolve("tables.sql"), "CREATE TABLE a.b.c (x INT); CREATE TABLE a.b.d (x INT)");
        server.next(StreamScript.failCreate(Status.NOT_FOUND.withDescription("gone")));
        CheckReport report = Checks.run(Checks.plain(server.url(), directory, "x INT); CREATE TABLE a.b.d (x INT")
                .set("lanes.orders.table", "a.b.d")
                .set("lanes.orders.events", "order_*"));

        CheckStep failure = assertFails(report, Part.STREAM, "gone");
        assertThat(failure.subject()).isEqualTo("orders");
        assertThat(step(report, Part.STREAM).subject()).isEqualTo("default");
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.OK);
    }
}

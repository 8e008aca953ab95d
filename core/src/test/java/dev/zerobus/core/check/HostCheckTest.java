// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import static dev.zerobus.core.check.Checks.assertFails;
import static dev.zerobus.core.check.Checks.outcome;
import static dev.zerobus.core.check.Checks.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.check.CheckStep.Outcome;
import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.testing.ConnectProxy;
import dev.zerobus.core.testing.Keys;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.ScriptedZerobus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a host answer, and whose certificate does it show: real sockets, real certificates. */
@Timeout(60)
@Tag("long")
class HostCheckTest {

    @TempDir
    Path directory;

    private ConfigBuilder to(String endpoint) throws IOException {
        return Checks.plain(endpoint, directory, "x INT");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPortThatNobodyListensAt() throws IOException {
        CheckReport report = Checks.run(to("http://127.0.0.1:" + closedPort()));

        assertFails(report, Part.ENDPOINT, "nothing listens at 127.0.0.1:", "correct zerobus.endpoint");
        assertThat(outcome(report, Part.TLS)).isEqualTo(Outcome.SKIPPED);
        assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void aNameThatHasNoAddress() throws IOException {
        CheckReport report = Checks.run(to("https://1234.zerobus.invalid"));

        assertFails(report, Part.ENDPOINT, "the name 1234.zerobus.invalid has no address", "zerobus.endpoint", "DNS");
    }

    @Test
    void aWorkspaceThatIsNotThereFailsBeforeItIsAskedForATokenAndTheLaneIsLookedAtFromItsFile() throws IOException {
        try (ScriptedZerobus server = ScriptedZerobus.start()) {
            CheckReport report = Checks.run(Checks.withTokens(to(server.url()), "http://127.0.0.1:" + closedPort()));

            CheckStep failure = assertFails(report, Part.ENDPOINT, "nothing listens", "zerobus.workspace.url");
            assertThat(failure.subject()).isEqualTo("workspace");
            assertThat(outcome(report, Part.SCHEMA)).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aProxyThatIsNotThere() throws IOException {
        CheckReport report = Checks.run(
                to("https://1234.zerobus.invalid").set("proxy", "env"),
                Map.of("https_proxy", "http://user:pass-word@127.0.0.1:" + closedPort()));

        assertFails(report, Part.ENDPOINT, "through the proxy user:***@127.0.0.1:", "zerobus.proxy", "no_proxy");
        assertThat(report.toString()).doesNotContain("pass-word");
    }

    @Test
    void aProxyThatRefuses() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.start("me:right")) {
            CheckReport report = Checks.run(
                    to("https://1234.zerobus.invalid").set("proxy", "env"),
                    Map.of("https_proxy", "http://me:wrong@127.0.0.1:" + proxy.port()));

            assertFails(report, Part.ENDPOINT, "refuses a tunnel to 1234.zerobus.invalid:443", "407", "zerobus.proxy");
        }
    }

    @Test
    void aCertificateThatIsTrustedIsShownWithItsIssuer() throws Exception {
        Keys keys = Keys.make(directory);
        try (ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key)) {
            CheckReport report = Checks.run(to(server.url()).set("trust.certificate", keys.certificate.toString()));

            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(step(report, Part.TLS).text()).contains("TLSv1.3", "issued by 'CN=localhost'", "valid until 20");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsShownWithItsIssuer() throws Exception {
        Keys keys = Keys.make(directory);
        try (ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key)) {
            assertFails(
                    Checks.run(to(server.url())),
                    Part.TLS,
                    "issued by 'CN=localhost'",
                    "is refused",
                    "zerobus.trust.certificate");
        }
    }

    @Test
    void aCertificateWhoseTimeIsOver() throws Exception {
        Keys keys = Keys.makeExpired(directory);
        try (ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key)) {
            CheckReport report = Checks.run(to(server.url()).set("trust.certificate", keys.certificate.toString()));

            // the JDK asks for no date of a certificate that is trusted itself
            assertThat(step(report, Part.TLS).toString()).startsWith("WARN").contains("is over", "renew");
            assertThat(outcome(report, Part.STREAM)).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aCertificateOfATrustedAuthorityWhoseTimeIsOver() throws Exception {
        Keys keys = Keys.makeExpiredOfAuthority(directory);
        try (ServerSocket socket = keys.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> shakeHands(socket));
            server.setDaemon(true);
            server.start();
            assertFails(
                    Checks.run(to("https://localhost:" + socket.getLocalPort())
                            .set("trust.certificate", keys.certificate.toString())),
                    Part.TLS,
                    "issued by 'CN=authority'",
                    "renew the server's certificate");
        }
    }

    @Test
    void aCertificateForAnotherName() throws Exception {
        Keys keys = Keys.make(directory);
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (ServerSocket socket = keys.serverContext().getServerSocketFactory().createServerSocket(0, 5, other)) {
            Thread server = new Thread(() -> shakeHands(socket));
            server.setDaemon(true);
            server.start();
            assertFails(
                    Checks.run(to("https://127.0.0.2:" + socket.getLocalPort())
                            .set("trust.certificate", keys.certificate.toString())),
                    Part.TLS,
                    "127.0.0.2",
                    "with a name that the certificate is for");
        }
    }

    private static void shakeHands(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.getInputStream().read();
            } catch (IOException e) {
                // the client refuses, or the test is over
            }
        }
    }

    @Test
    void aServerThatSpeaksNoTls() throws Exception {
        try (ScriptedZerobus plaintext = ScriptedZerobus.start();
                ScriptedOAuth web = ScriptedOAuth.start()) {
            assertFails(Checks.run(to(plaintext.url().replace("http://", "https://"))), Part.TLS, "names a TLS port");
            assertFails(Checks.run(to("https://localhost:" + web.port())), Part.TLS, "names a TLS port");
        }
    }

    @Test
    void aServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CheckReport report = Checks.run(
                    to("https://127.0.0.1:" + silent.getLocalPort()),
                    new CheckLimits(Duration.ofMillis(300), Duration.ofSeconds(20)));
            assertFails(report, Part.TLS, "127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void aWebServerInThePlaceOfTheEndpoint() throws Exception {
        Keys keys = Keys.make(directory);
        try (ScriptedOAuth web = ScriptedOAuth.startTls(keys.serverContext())) {
            assertFails(
                    Checks.run(to("https://localhost:" + web.port())
                            .set("trust.certificate", keys.certificate.toString())),
                    Part.TLS,
                    "does not speak h2",
                    "and not the workspace");
        }
    }
}

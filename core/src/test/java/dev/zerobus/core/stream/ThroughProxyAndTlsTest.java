// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.OAuthTokens;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.testing.ConnectProxy;
import dev.zerobus.core.testing.Keys;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.SessionDriver;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to the service: TLS, a proxy, both; for streams and for tokens. */
class ThroughProxyAndTlsTest {

    @TempDir
    private static Path directory;

    private static Keys keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = Keys.make(directory);
    }

    private static SessionDriver driver(
            ScriptedZerobus server, TokenSource tokens, ProxyRules proxies, SSLSocketFactory tls) {
        return new SessionDriver(new GrpcSessions(
                StreamEndpoint.parse(server.url()),
                SessionDriver.settings().build(),
                tokens,
                proxies,
                tls,
                Runnable::run));
    }

    private static ProxyRules through(ConnectProxy proxy, String credentials) {
        return ProxyRules.fromEnvironment(Map.of("https_proxy", "http://" + credentials + "localhost:" + proxy.port()))
                .alsoForLoopback();
    }

    @Test
    void believesACertificateFromAFile() {
        SSLSocketFactory tls = TrustedCertificates.platformAnd(keys.certificate);
        try (ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key);
                SessionDriver driver = driver(server, TokenSource.none(), ProxyRules.direct(), tls)) {
            driver.open().send("a");
            driver.untilHeard("acked 0");
        }
    }

    @Test
    void takesAnUnknownCertificateForSomethingThatMayPass() {
        try (ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key);
                SessionDriver driver =
                        driver(server, TokenSource.none(), ProxyRules.direct(), TrustedCertificates.platform())) {
            driver.connect().untilState(SessionState.RECOVERING);
            assertThat(driver.heard.lastReason()).contains("UNAVAILABLE", "certification path");
            assertThat(server.streams()).isEmpty();
        }
    }

    @Test
    void tunnelsStreamsThroughTheProxy() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start();
                ScriptedZerobus server = ScriptedZerobus.start();
                SessionDriver driver =
                        driver(server, TokenSource.none(), through(proxy, ""), TrustedCertificates.platform())) {
            driver.open().send("a");
            driver.untilHeard("acked 0");
            assertThat(proxy.tunnels()).containsExactly("localhost:" + server.port());
        }
    }

    @Test
    void tunnelsStreamsAndTokensWithTlsAndCredentials() throws Exception {
        SSLSocketFactory tls = TrustedCertificates.platformAnd(keys.certificate);
        try (ConnectProxy proxy = ConnectProxy.start("me:p@ss");
                ScriptedOAuth oauth = ScriptedOAuth.startTls(keys.serverContext());
                ScriptedZerobus server = ScriptedZerobus.startTls(keys.certificate, keys.key)) {
            ProxyRules rules = through(proxy, "me:p%40ss@");
            HttpCalls http =
                    new HttpCalls(rules, tls, HttpCalls.DEFAULT_CONNECT_TIMEOUT, HttpCalls.DEFAULT_READ_TIMEOUT);
            TokenSource tokens = new OAuthTokens(oauth.url(), "1234", "client", "secret", http, System::nanoTime);
            try (SessionDriver driver = driver(server, tokens, rules, tls)) {
                driver.open().send("a");
                driver.untilHeard("acked 0");
                assertThat(proxy.tunnels()).containsExactly("localhost:" + oauth.port(), "localhost:" + server.port());
                assertThat(server.stream(0).header("authorization")).isEqualTo("Bearer token-1");
            }
        }
    }

    @Test
    void saysThatTheProxyRefuses() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start("me:right");
                ScriptedZerobus server = ScriptedZerobus.start();
                SessionDriver driver = driver(
                        server, TokenSource.none(), through(proxy, "me:wrong@"), TrustedCertificates.platform())) {
            driver.connect().untilState(SessionState.RECOVERING);
            assertThat(driver.heard.lastReason()).contains("407").doesNotContain("wrong");
            assertThat(proxy.refused()).isNotEmpty();
        }
    }

    @Test
    void goesToLoopbackDirectlyUnlessTold() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start();
                ScriptedZerobus server = ScriptedZerobus.start();
                SessionDriver driver = driver(
                        server,
                        TokenSource.none(),
                        ProxyRules.fromEnvironment(Map.of("http_proxy", "localhost:" + proxy.port())),
                        TrustedCertificates.platform())) {
            driver.open();
            assertThat(proxy.tunnels()).isEmpty();
        }
    }
}

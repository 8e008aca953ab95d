// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.OAuthTokens;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.SessionDriver;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams and their tokens, with a real server and a real token endpoint. */
class StreamTokensTest {

    private final ScriptedZerobus server = ScriptedZerobus.start();
    private final ScriptedOAuth oauth = ScriptedOAuth.start();

    @AfterEach
    void stop() {
        server.close();
        oauth.close();
    }

    private SessionDriver driver() {
        HttpCalls http = new HttpCalls(
                ProxyRules.direct(), TrustedCertificates.platform(), Duration.ofSeconds(5), Duration.ofSeconds(10));
        TokenSource tokens = new OAuthTokens(oauth.url(), "1234", "client", "s3cr3t", http, System::nanoTime);
        return new SessionDriver(
                SessionDriver.factory(server, SessionDriver.settings().build(), tokens));
    }

    @Test
    void reusesTheTokenForTheNextStream() {
        // fault 10
        server.next(StreamScript.onBatches((exchange, batch) -> exchange.fail(Status.UNAVAILABLE)));
        try (SessionDriver driver = driver().open()) {
            driver.send("a");
            driver.untilHeard("opened", 2);
            assertThat(server.stream(0).header("authorization")).isEqualTo("Bearer token-1");
            assertThat(server.stream(1).header("authorization")).isEqualTo("Bearer token-1");
            assertThat(oauth.requests()).hasSize(1);
        }
    }

    @Test
    void getsAFreshTokenWhenOneIsRefused() {
        server.next(StreamScript.failCreate(Status.UNAUTHENTICATED.withDescription("expired")));
        try (SessionDriver driver = driver().open()) {
            assertThat(server.stream(1).header("authorization")).isEqualTo("Bearer token-2");
            assertThat(driver.heard.states()).containsExactly("CONNECTING", "RECOVERING", "CONNECTING", "OPEN");
        }
    }

    @Test
    void blocksWhenTheFreshTokenIsRefusedToo() {
        server.otherwise(StreamScript.failCreate(Status.PERMISSION_DENIED.withDescription("error 4024")));
        try (SessionDriver driver = driver().connect()) {
            driver.untilState(SessionState.BLOCKED);
            assertThat(server.streams()).hasSize(2);
            assertThat(oauth.requests()).hasSize(2);
            assertThat(driver.heard.lastReason()).contains("4024", "SELECT and MODIFY on the table itself");

            server.otherwise(StreamScript.good());
            driver.skip(Duration.ofMinutes(5)).untilState(SessionState.OPEN);
            assertThat(server.stream(2).header("authorization")).isEqualTo("Bearer token-3");
        }
    }

    @Test
    void suspectsTheTokenWhenTheServiceEndsTheStreamWithoutAWord() {
        server.next(StreamScript.endBeforeCreate());
        try (SessionDriver driver = driver().open()) {
            assertThat(driver.heard.reasons()).anyMatch(reason -> reason.contains("AUTHENTICATION_SUSPECTED"));
            assertThat(server.stream(1).header("authorization")).isEqualTo("Bearer token-2");
        }
    }

    @Test
    void recoversFromATokenEndpointInTrouble() {
        oauth.next(
                new ScriptedOAuth.Answer(503, ""),
                new ScriptedOAuth.Answer(429, ""),
                new ScriptedOAuth.Answer(500, ""));
        try (SessionDriver driver = driver().open()) {
            assertThat(driver.heard.reasons())
                    .anyMatch(reason -> reason.contains("TOKEN_UNAVAILABLE") && reason.contains("503"));
            assertThat(oauth.requests()).hasSize(4);
        }
    }

    @Test
    void blocksOnWrongCredentialsAndNeverShowsThem() {
        oauth.next(new ScriptedOAuth.Answer(
                401, "{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t is wrong\"}"));
        try (SessionDriver driver = driver().connect()) {
            driver.untilState(SessionState.BLOCKED);
            assertThat(driver.heard.lastReason())
                    .contains("TOKEN_REFUSED", "401", "invalid_client", "check the client id")
                    .doesNotContain("s3cr3t");
            assertThat(server.streams()).isEmpty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens against a real endpoint, with a clock that the test moves. */
class OAuthTokensTest {

    private static final TableName ORDERS = TableName.of("main.shop.orders");
    private static final TableName LOGS = TableName.of("main.shop.logs");

    private final ScriptedOAuth oauth = ScriptedOAuth.start();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final OAuthTokens tokens = tokens(oauth.url() + "/");

    @AfterEach
    void stop() {
        oauth.close();
    }

    private OAuthTokens tokens(String url) {
        HttpCalls http = new HttpCalls(
                ProxyRules.direct(), TrustedCertificates.platform(), Duration.ofSeconds(5), Duration.ofMillis(1_500));
        return new OAuthTokens(url, "1234", "client", "s3cr3t", http, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void asksForOneTableAsTheServiceWants() throws Exception {
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-1");
        ScriptedOAuth.Request request = oauth.requests().get(0);
        assertThat(request.path()).isEqualTo("/oidc/v1/token");
        assertThat(request.authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("client:s3cr3t".getBytes(StandardCharsets.UTF_8)));
        Map<String, String> form = request.form();
        assertThat(form).containsOnlyKeys("grant_type", "scope", "resource", "authorization_details");
        assertThat(form).containsEntry("grant_type", "client_credentials").containsEntry("scope", "all-apis");
        assertThat(form).containsEntry("resource", "api://databricks/workspaces/1234/zerobusDirectWriteApi");
        String details = form.get("authorization_details");
        assertThat(details)
                .isEqualTo("[{\"type\":\"unity_catalog_privileges\",\"privileges\":[\"USE CATALOG\"],"
                        + "\"object_type\":\"CATALOG\",\"object_full_path\":\"main\"},"
                        + "{\"type\":\"unity_catalog_privileges\",\"privileges\":[\"USE SCHEMA\"],"
                        + "\"object_type\":\"SCHEMA\",\"object_full_path\":\"main.shop\"},"
                        + "{\"type\":\"unity_catalog_privileges\",\"privileges\":[\"SELECT\",\"MODIFY\"],"
                        + "\"object_type\":\"TABLE\",\"object_full_path\":\"main.shop.orders\"}]");
        try (JsonParser json = new JsonFactory().createParser(details)) {
            while (json.nextToken() != null) {
                assertThat(json.currentToken()).isNotNull();
            }
        }
    }

    @Test
    void asksForMetadataWithAnotherToken() throws Exception {
        tokens.streamToken(ORDERS);
        assertThat(tokens.metadataToken().value()).isEqualTo("token-2");
        assertThat(oauth.requests().get(1).form()).containsOnlyKeys("grant_type", "scope");
    }

    @Test
    void keepsOneTokenForEachTable() throws Exception {
        assertThat(tokens.streamToken(ORDERS)).isSameAs(tokens.streamToken(ORDERS));
        assertThat(tokens.streamToken(LOGS).value()).isEqualTo("token-2");
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-1");
        assertThat(oauth.requests()).hasSize(2);
    }

    @Test
    void renewsATokenAtFourFifthsOfItsLife() throws Exception {
        oauth.lifeSeconds(100);
        tokens.streamToken(ORDERS);
        pass(Duration.ofSeconds(79));
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-1");
        pass(Duration.ofSeconds(2));
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-2");
    }

    @Test
    void usesTheOldTokenWhileItCannotBeRenewed() throws Exception {
        oauth.lifeSeconds(100);
        tokens.streamToken(ORDERS);
        pass(Duration.ofSeconds(90));
        oauth.next(new ScriptedOAuth.Answer(503, ""));
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-1");
        pass(Duration.ofSeconds(11));
        oauth.next(new ScriptedOAuth.Answer(503, ""));
        assertThatThrownBy(() -> tokens.streamToken(ORDERS)).isInstanceOf(TokenException.class);
        assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-2");
    }

    @Test
    void letsOneCallerRenewWhileTheOthersUseTheOldOne() throws Exception {
        oauth.lifeSeconds(100);
        tokens.streamToken(ORDERS);
        pass(Duration.ofSeconds(85));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        oauth.next(new ScriptedOAuth.Answer(200, "{\"access_token\":\"renewed\"}", () -> {
            asked.countDown();
            awaitQuietly(answer);
        }));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Token> renewing = other.submit(() -> tokens.streamToken(ORDERS));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("token-1");
            answer.countDown();
            assertThat(renewing.get(10, TimeUnit.SECONDS).value()).isEqualTo("renewed");
            assertThat(tokens.streamToken(ORDERS).value()).isEqualTo("renewed");
            assertThat(oauth.requests()).hasSize(2);
        } finally {
            other.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void forgetsARefusedTokenAndNoOther() throws Exception {
        Token first = tokens.streamToken(ORDERS);
        Token other = tokens.streamToken(LOGS);
        tokens.refused(first);
        Token second = tokens.streamToken(ORDERS);
        assertThat(second.value()).isEqualTo("token-3");
        tokens.refused(first);
        assertThat(tokens.streamToken(ORDERS)).as("refused long ago").isSameAs(second);
        assertThat(tokens.streamToken(LOGS)).isSameAs(other);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void mayRetryWhatMayPass(int status) {
        oauth.next(new ScriptedOAuth.Answer(status, "busy"));
        TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.streamToken(ORDERS));
        assertThat(failure.retriable()).isTrue();
        assertThat(failure).hasMessageContaining("main.shop.orders").hasMessageContaining(status + " busy");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void saysWhichAnswerIsFinalAndWhatToDo(int status) {
        oauth.next(new ScriptedOAuth.Answer(
                status, "{\"error_code\":\"NOPE\",\"message\":\"no\\n\\nway, s3cr3t\",\"details\":[{\"a\":1}]}"));
        TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.streamToken(ORDERS));
        assertThat(failure.retriable()).isFalse();
        assertThat(failure)
                .hasMessageContaining(status + " NOPE: no way, ***; check ")
                .hasMessageContaining("/oidc/v1/token");
        assertThat(failure.getMessage()).doesNotContain("s3cr3t");
    }

    @Test
    void mayRetryWhenTheEndpointIsSilentOrAway() {
        CountDownLatch answer = new CountDownLatch(1);
        oauth.next(new ScriptedOAuth.Answer(200, "{}", () -> awaitQuietly(answer)));
        TokenException silent = catchThrowableOfType(TokenException.class, () -> tokens.streamToken(ORDERS));
        answer.countDown();
        assertThat(silent.retriable()).isTrue();
        assertThat(silent).hasMessageContaining("imed out");

        oauth.close();
        TokenException away = catchThrowableOfType(TokenException.class, () -> tokens.streamToken(ORDERS));
        assertThat(away.retriable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"access_token\":\"\"}"})
    void doesNotTakeAnythingForAToken(String body) {
        oauth.next(new ScriptedOAuth.Answer(200, body));
        assertThatThrownBy(() -> tokens.streamToken(ORDERS))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("200");
    }

    @Test
    void refusesToSendTheSecretInTheClear() {
        OAuthTokens careless = tokens("http://workspace.example.com");
        TokenException failure = catchThrowableOfType(TokenException.class, () -> careless.streamToken(ORDERS));
        assertThat(failure.retriable()).isFalse();
        assertThat(failure).hasMessageContaining("https://");
    }

    @Test
    void showsNoSecret() throws Exception {
        assertThat(tokens.toString()).contains("client").doesNotContain("s3cr3t");
        assertThat(tokens.streamToken(ORDERS).toString()).doesNotContain("token-1");
        assertThat(TokenSource.none().streamToken(ORDERS)).isNull();
        assertThat(TokenSource.none().metadataToken()).isNull();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the token endpoint and of look-ups, and the path by which another process asks for faults. */
class HttpFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TableName ORDERS = TableName.of("main.shop.orders");
    private static final String LOOKUP = "/api/2.1/unity-catalog/tables/main.shop.orders";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private ZerobusServer server;
    private PrincipalsFile.NewPrincipal app;

    @BeforeEach
    void start() throws Exception {
        app = PrincipalsFile.newEntry("orders-app", ORDERS);
        Path principals =
                Files.writeString(directory.resolve("principals.json"), "{\"principals\": [" + app.entry() + "]}");
        server = ZerobusServer.builder(directory.resolve("data"))
                .auth(principals)
                .shutdownGrace(Duration.ZERO)
                .faultsOverHttp(true)
                .table("CREATE TABLE main.shop.orders (id BIGINT NOT NULL)")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.httpUri().resolve(path)).timeout(LONG);
    }

    private HttpRequest tokenRequest(String table) {
        String details = "[{\"type\":\"unity_catalog_privileges\",\"privileges\":[\"SELECT\",\"MODIFY\"],"
                + "\"object_type\":\"TABLE\",\"object_full_path\":\"" + table + "\"}]";
        String form = "grant_type=client_credentials&scope=all-apis&client_id=orders-app&client_secret=" + app.secret()
                + "&authorization_details=" + URLEncoder.encode(details, StandardCharsets.UTF_8);
        return request("/oidc/v1/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> token() throws Exception {
        return send(tokenRequest("main.shop.orders"));
    }

    private static String accessToken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> lookup(String token) throws Exception {
        return send(request(LOOKUP).header("Authorization", "Bearer " + token).build());
    }

    @Test
    void answersTokenRequestsWithStatusesAndThenWithATokenAgain() throws Exception {
        server.faults().add(Fault.onToken().http(503));
        server.faults().add(Fault.onToken().http(429, 7));

        assertThat(token().statusCode()).isEqualTo(503);
        HttpResponse<String> limited = token();
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
        accessToken(token());
    }

    @Test
    void sparesTokensForOtherTables() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onToken().http(500).table("main.shop.others"));
        accessToken(token());
        assertThat(send(tokenRequest("main.shop.others")).statusCode()).isEqualTo(500);
        assertThat(fault.fired()).isEqualTo(1);
    }

    @Test
    void breaksOffItsAnswerAndTheConnection() throws Exception {
        server.faults().add(Fault.onToken().malformed());
        server.faults().add(Fault.onToken().reset());

        HttpResponse<String> malformed = token();
        assertThat(malformed.statusCode()).isEqualTo(200);
        assertThat(malformed.body()).startsWith("{").doesNotEndWith("}");
        assertThatThrownBy(this::token).isInstanceOf(IOException.class);
        accessToken(token());
    }

    @Test
    void hangsWithoutTakingThreadsAndGoesOnWhenCleared() throws Exception {
        InjectedFault fault = server.faults().add(Fault.onToken().hang().times(20));
        CompletableFuture<?>[] hanging = new CompletableFuture<?>[20];
        for (int i = 0; i < hanging.length; i++) {
            hanging[i] = client.sendAsync(tokenRequest("main.shop.orders"), HttpResponse.BodyHandlers.ofString())
                    .thenAccept(HttpFaultsTest::accessToken);
        }
        assertThat(fault.awaitFired(20, LONG)).isTrue();
        String token = accessToken(token());
        assertThat(lookup(token).statusCode()).isEqualTo(200);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        fault.clear();
        CompletableFuture.allOf(hanging).get(20, TimeUnit.SECONDS);
    }

    @Test
    void givesTokensOfAnotherLife() throws Exception {
        server.faults().add(Fault.onTokenIssued().life(Duration.ZERO));
        HttpResponse<String> answer = token();
        assertThat(answer.body()).contains("\"expires_in\":1,");
        assertThat(lookup(accessToken(answer)).statusCode()).isEqualTo(401);
        assertThat(lookup(accessToken(token())).statusCode()).isEqualTo(200);
    }

    @Test
    void makesTokensWorthlessThatWereGiven() throws Exception {
        String before = accessToken(token());
        assertThat(lookup(before).statusCode()).isEqualTo(200);
        server.faults().expireTokens();
        assertThat(lookup(before).statusCode()).isEqualTo(401);
        assertThat(lookup(accessToken(token())).statusCode()).isEqualTo(200);
    }

    @Test
    void takesGrantsAwayAndGivesThemBack() throws Exception {
        String before = accessToken(token());
        InjectedFault revoked = server.faults().revoke("main.shop.orders");
        assertThat(lookup(before).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = token();
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_authorization_details").contains("4024");
        revoked.clear();
        assertThat(lookup(before).statusCode()).isEqualTo(200);
        accessToken(token());
        assertThat(revoked.fired()).isEqualTo(2);
    }

    @Test
    void failsLookUps() throws Exception {
        String token = accessToken(token());
        server.faults().add(Fault.onLookup().http(500).table("main.shop.orders"));
        server.faults().add(Fault.onLookup().malformed());
        assertThat(lookup(token).statusCode()).isEqualTo(500);
        assertThat(lookup(token).body()).doesNotEndWith("}");
        assertThat(lookup(token).body()).contains("\"columns\"");
    }

    private HttpResponse<String> faults(String method, String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void takesFaultsByHttpAndTellsWhatHasHappened() throws Exception {
        HttpResponse<String> added =
                faults("POST", "/faults", "{\"at\":\"token\",\"do\":\"http\",\"code\":502,\"times\":2}");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body()).contains("\"id\":1");
        assertThat(token().statusCode()).isEqualTo(502);

        assertThat(faults("GET", "/faults", "").body())
                .contains("\"faults\":[{\"id\":1,\"fired\":1,\"fault\":{\"at\":\"token\",\"do\":\"http\"")
                .contains(
                        "\"fired\":[{\"number\":1,\"fault\":1,\"at\":\"token\",\"do\":\"http\",\"table\":\"main.shop.orders\"");
        assertThat(faults("DELETE", "/faults/1", "").statusCode()).isEqualTo(200);
        assertThat(faults("DELETE", "/faults/1", "").statusCode()).isEqualTo(404);
        accessToken(token());
        assertThat(server.faults().fired()).hasSize(1);
    }

    @Test
    void refusesByHttpWhatIsNoFault() throws Exception {
        HttpResponse<String> wrong = faults("POST", "/faults", "{\"at\":\"token\",\"do\":\"freeze\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("at token there is no freeze");
        assertThat(faults("PUT", "/faults", "").statusCode()).isEqualTo(405);
        assertThat(send(request("/faults")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .as("without a content type, as a page in a browser could")
                .isEqualTo(415);
        assertThat(server.faults().all()).isEmpty();
    }

    @Test
    void hasNoSuchPathUnlessItIsAskedFor() throws Exception {
        try (ZerobusServer usual =
                ZerobusServer.builder(directory.resolve("usual")).start()) {
            HttpRequest ask = HttpRequest.newBuilder(usual.httpUri().resolve("/faults"))
                    .timeout(LONG)
                    .build();
            assertThat(send(ask).statusCode()).isEqualTo(404);
        }
    }
}

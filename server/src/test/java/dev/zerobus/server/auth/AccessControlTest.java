// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.auth.Decision.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Principals of a file, their tokens, and what they may do. */
class AccessControlTest {

    private static final TableName ORDERS = TableName.of("main.shop.orders");
    private static final String SECRET = "correct horse battery staple";

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private AccessControl access;

    @BeforeEach
    void readTheExample() throws Exception {
        access = AccessControl.fromFile(
                Path.of(getClass().getResource("principals.json").toURI()), () -> now);
    }

    private String bearer(String client, String secret, TableName table) throws TokenRefused {
        return "Bearer " + access.issue(client, secret, Grants.forStream(table)).value();
    }

    private TokenRefused refused(String client, String secret, List<Privileges> wishes) {
        TokenRefused found = catchThrowableOfType(TokenRefused.class, () -> access.issue(client, secret, wishes));
        assertThat(found).as("a refusal").isNotNull();
        return found;
    }

    @Test
    void letsAStreamInWhoseTokenWasIssuedForItsTable() throws Exception {
        Decision decision = access.stream(bearer("orders-app", SECRET, ORDERS), ORDERS);
        assertThat(decision).isEqualTo(Decision.allowed("orders-app"));
        assertThat(access.stream(bearer("orders-app", SECRET, ORDERS).replace("Bearer", "bearer"), ORDERS)
                        .ok())
                .isTrue();
        assertThat(access.required()).isTrue();
    }

    @Test
    void refusesAWrongSecretAndAnUnknownClientAlike() {
        TokenRefused wrong = refused("orders-app", "wrong", List.of());
        TokenRefused unknown = refused("who", SECRET, List.of());
        assertThat(wrong.httpStatus()).isEqualTo(401);
        assertThat(wrong.error()).isEqualTo("invalid_client");
        assertThat(unknown).hasMessage(wrong.getMessage());
        assertThat(wrong).hasMessageNotContaining("wrong\n").hasMessageNotContaining(SECRET);
    }

    @Test
    void doesNotCountGrantsOnTheSchemaOrAllPrivilegesForATable() {
        TokenRefused inherited = refused("schema-only", "laptop", Grants.forStream(ORDERS));
        assertThat(inherited.httpStatus()).isEqualTo(401);
        assertThat(inherited.error()).isEqualTo("invalid_authorization_details");
        assertThat(inherited)
                .hasMessageContaining("error 4024 (authorization_details)")
                .hasMessageContaining(
                        "MODIFY ON TABLE main.shop.orders (granted above, but an inherited grant does not");
        assertThat(refused("schema-only", "laptop", Grants.forStream(TableName.of("main.shop.all"))))
                .hasMessageContaining("ALL PRIVILEGES does not stand for it");
        assertThat(refused("nobody", "nothing", Grants.forStream(ORDERS)))
                .hasMessageContaining("USE CATALOG ON CATALOG main; USE SCHEMA ON SCHEMA main.shop;");
    }

    @Test
    void refusesATokenThatWasIssuedForSomethingElse() throws Exception {
        String metadata =
                "Bearer " + access.issue("orders-app", SECRET, List.of()).value();
        Decision decision = access.stream(metadata, ORDERS);
        assertThat(decision.outcome()).isEqualTo(Outcome.PERMISSION_DENIED);
        assertThat(decision.message()).contains("4024").contains("the token was not issued for USE CATALOG");
        assertThat(access.metadata(metadata, ORDERS).ok()).isTrue();
        assertThat(access.stream(bearer("orders-app", SECRET, ORDERS), TableName.of("main.shop.other"))
                        .outcome())
                .isEqualTo(Outcome.PERMISSION_DENIED);
    }

    @Test
    void countsInheritedGrantsForMetadata() throws Exception {
        String token =
                "Bearer " + access.issue("schema-only", "laptop", List.of()).value();
        assertThat(access.metadata(token, ORDERS).ok()).isTrue();
        String none = "Bearer " + access.issue("nobody", "nothing", List.of()).value();
        assertThat(access.metadata(none, ORDERS).outcome()).isEqualTo(Outcome.PERMISSION_DENIED);
        assertThat(access.metadata(none, ORDERS).message()).contains("may not see table main.shop.orders");
    }

    @Test
    void forgetsATokenWhenItsTimeIsUp() throws Exception {
        AccessToken token = access.issue("orders-app", SECRET, Grants.forStream(ORDERS));
        assertThat(token.expiresInSeconds()).isEqualTo(600);
        now = now.plusSeconds(599);
        assertThat(access.stream("Bearer " + token.value(), ORDERS).ok()).isTrue();
        now = now.plusSeconds(1);
        Decision late = access.stream("Bearer " + token.value(), ORDERS);
        assertThat(late.outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(late.message()).contains("expired").doesNotContain(token.value());
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL", "''", "Bearer", "'Bearer '", "Basic abc", "Bearer nonsense", "abc"},
            nullValues = "NULL")
    void asksForATokenWhenThereIsNone(String header) {
        assertThat(access.stream(header, ORDERS).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(access.metadata(header, ORDERS).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
    }

    @Test
    void asksNobodyWithoutAuthentication() throws Exception {
        AccessControl none = AccessControl.none();
        assertThat(none.required()).isFalse();
        assertThat(none.stream(null, ORDERS).ok()).isTrue();
        assertThat(none.metadata(null, ORDERS).ok()).isTrue();
        assertThat(none.issue("anyone", "", List.of()).value()).isNotBlank();
    }

    @Test
    void keepsABoundedNumberOfTokens() {
        TokenStore store = new TokenStore(() -> now, 3);
        Principal principal = new Principal("p", Principal.hash("s"), new Grants(List.of()));
        String first = store.issue(principal, List.of(), Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            store.issue(principal, List.of(), Duration.ofSeconds(10));
        }
        String last = store.issue(principal, List.of(), Duration.ofSeconds(10));
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find(first)).isNull();
        assertThat(store.find(last)).isNotNull();
        now = now.plusSeconds(11);
        store.issue(principal, List.of(), Duration.ofSeconds(10));
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void neverPrintsSecretsOrTokens() throws Exception {
        AccessToken token = access.issue("orders-app", SECRET, List.of());
        assertThat(token.toString()).doesNotContain(token.value());
        PrincipalsFile.NewPrincipal made = PrincipalsFile.newEntry("new", ORDERS);
        assertThat(made.toString()).doesNotContain(made.secret());
        assertThat(made.entry()).doesNotContain(made.secret());
    }

    @Test
    void makesAnEntryThatWorks(@TempDir Path directory) throws Exception {
        PrincipalsFile.NewPrincipal made = PrincipalsFile.newEntry("new \"one\"", ORDERS);
        Path file = Files.writeString(directory.resolve("p.json"), "{\"principals\": [" + made.entry() + "]}");
        access = AccessControl.fromFile(file, () -> now);
        assertThat(access.stream(bearer("new \"one\"", made.secret(), ORDERS), ORDERS)
                        .ok())
                .isTrue();
        assertThat(access.issue("new \"one\"", made.secret(), List.of()).expiresInSeconds())
                .isEqualTo(3600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | principals must be a JSON array",
                "[] | the document must be a JSON object",
                "{\"principals\": [ | not well-formed JSON",
                "{\"principal\": []} | 'principal' in the document means nothing",
                "{\"principals\": [], \"token_lifetime_seconds\": 0} | it may be 1 to 86400",
                "{\"principals\": [], \"token_lifetime_seconds\": \"1h\"} | must be a whole number",
                "{\"principals\": [{\"client_id\": \"a\", \"grants\": []}]} | principals[0] needs a client_id and either",
                "{\"principals\": [{\"client_id\": \"a\", \"secret\": \"hidden\", \"secret_sha256\": \"x\", \"grants\": []}]} | not both",
                "{\"principals\": [{\"client_id\": \"a\", \"secret_sha256\": \"hidden\", \"grants\": []}]} | takes 64 hexadecimal",
                "{\"principals\": [{\"client_id\": \"a\", \"secret\": \"hidden\", \"grants\": [{\"object_type\": \"VIEW\"}]}]} | principals[0].grants[0].object_type must be CATALOG, SCHEMA or TABLE",
                "{\"principals\": [{\"client_id\": \"a\", \"secret\": \"hidden\", \"grants\": [{\"object_type\": \"TABLE\", \"object_full_path\": \"main.shop\", \"privileges\": [\"SELECT\"]}]}]} | it takes 3 parts",
                "{\"principals\": [{\"client_id\": \"a\", \"secret\": \"hidden\", \"grants\": [{\"object_type\": \"CATALOG\", \"object_full_path\": \"main\", \"privileges\": []}]}]} | name at least one",
                "{\"principals\": [{\"client_id\": \"a\", \"secret\": \"hidden\", \"grants\": []}, {\"client_id\": \"a\", \"secret\": \"y\", \"grants\": []}]} | 'a' stands there twice"
            })
    void saysWhatIsWrongInTheFile(String json, String message, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("p.json"), json);
        assertThatThrownBy(() -> PrincipalsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void readsWhatTheSdkSendsAsAuthorizationDetails() {
        assertThat(AuthorizationDetails.parse("""
                        [{"type":"unity_catalog_privileges","privileges":["USE CATALOG"],"object_type":"CATALOG",
                          "object_full_path":"main","operations":["zerobuswrite"]},
                         {"type":"unity_catalog_privileges","privileges":["USE SCHEMA"],"object_type":"SCHEMA",
                          "object_full_path":"main.shop"},
                         {"type":"unity_catalog_privileges","privileges":["SELECT","MODIFY"],"object_type":"TABLE",
                          "object_full_path":"main.shop.orders"}]
                        """)).isEqualTo(Grants.forStream(ORDERS));
        assertThat(AuthorizationDetails.parse("")).isEmpty();
        assertThatThrownBy(() -> AuthorizationDetails.parse("{}")).hasMessageContaining("JSON array");
        assertThatThrownBy(() -> AuthorizationDetails.parse("[{\"type\":\"x\"}]"))
                .hasMessageContaining("[0].type must be");
        assertThatThrownBy(() -> AuthorizationDetails.parse("[".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

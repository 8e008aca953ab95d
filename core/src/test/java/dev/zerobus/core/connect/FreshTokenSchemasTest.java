// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zerobus.core.auth.OAuthTokens;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.schema.UnityCatalogSchemaSource;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.ScriptedOAuth.Answer;
import dev.zerobus.schema.TableName;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class FreshTokenSchemasTest {

    private static final TableName ORDERS = TableName.of("shop.s.orders");

    private static SchemaException fetch(ScriptedOAuth oauth) {
        HttpCalls http = new HttpCalls(
                ProxyRules.direct(),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        OAuthTokens tokens = new OAuthTokens(oauth.url(), "1", "app", "secret", http, System::nanoTime);
        FreshTokenSchemas schemas = new FreshTokenSchemas(
                tokens, supplier -> new UnityCatalogSchemaSource(URI.create(oauth.url()), supplier));
        return catchThrowableOfType(SchemaException.class, () -> schemas.fetch(ORDERS));
    }

    @Test
    void aRefusedSecretIsNothingThatPassesByItself() {
        try (ScriptedOAuth oauth = ScriptedOAuth.start()) {
            oauth.next(new Answer(401, "{\"error\":\"invalid_client\"}"));
            SchemaException refused = fetch(oauth);
            assertThat(refused.retriable()).isFalse();
            assertThat(refused)
                    .hasMessageContaining("shop.s.orders")
                    .hasMessageContaining("invalid_client")
                    .hasMessageContaining("check the client id and the client secret");
            assertThat(oauth.requests())
                    .as("Unity Catalog is not asked without a token")
                    .hasSize(1);
        }
    }

    @Test
    void aTokenEndpointThatIsAwayForAMomentIs() {
        try (ScriptedOAuth oauth = ScriptedOAuth.start()) {
            oauth.next(new Answer(503, "{}"));
            assertThat(fetch(oauth).retriable()).isTrue();
        }
    }
}

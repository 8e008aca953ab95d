// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static dev.zerobus.core.config.Configs.problems;
import static dev.zerobus.core.config.Configs.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSecretsTest {

    private static final String SECRET = "dose-of-truth-77";

    @TempDir
    Path dir;

    private static ConfigBuilder oauth() {
        return ZerobusConfig.builder()
                .set("endpoint", "https://1.zerobus.example.com")
                .set("workspace.url", "https://example.com")
                .set("client.id", "me")
                .set("table", "a.b.c");
    }

    @Test
    void aSecretInCodeOrEnvironmentIsTakenInSilence() throws IOException {
        for (ConfigBuilder builder : new ConfigBuilder[] {
            oauth().set(ConnectionOptions.CLIENT_SECRET, SECRET),
            oauth().environment(Map.of("ZEROBUS_CLIENT_SECRET", SECRET)),
            oauth().set("client.secret-env", "MINE").environment(Map.of("MINE", SECRET + "\n"))
        }) {
            ZerobusConfig config = builder.build();
            assertThat(config.clientSecret().read()).isEqualTo(SECRET);
            assertThat(config.warnings()).isEmpty();
            assertThat(config.toString()).doesNotContain(SECRET);
            assertThat(config.clientSecret().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void aSecretFileIsReadAnewEachTime() throws IOException {
        Path file = Files.writeString(dir.resolve("secret"), SECRET + "\n");
        ClientSecret secret =
                oauth().set("client.secret-file", file.toString()).build().clientSecret();
        assertThat(secret.read()).isEqualTo(SECRET);
        Files.writeString(file, "exchanged");
        assertThat(secret.read()).isEqualTo("exchanged");
        Files.writeString(file, "\n");
        assertThatThrownBy(secret::read).isInstanceOf(IOException.class).hasMessageContaining("holds nothing");
        Files.writeString(file, "x".repeat(5_000));
        assertThatThrownBy(secret::read).hasMessageContaining("more than a secret");
    }

    @Test
    void aSecretThatOthersCanReadIsWarnedAbout() throws IOException {
        ZerobusConfig config = oauth().systemProperties(properties("zerobus.client.secret", SECRET))
                .build();
        assertThat(config.clientSecret().read()).isEqualTo(SECRET);
        assertThat(config.warnings()).singleElement().asString().contains("-Dzerobus.client.secret", "secret-file");
        assertThat(config.toString()).contains("zerobus.client.secret = (redacted) (-Dzerobus.client.secret)");
        Path file = Files.writeString(dir.resolve("a.properties"), "client.secret=" + SECRET);
        assertThat(oauth().file(file.toFile()).build().warnings())
                .singleElement()
                .asString()
                .contains("a.properties:1");
    }

    @Test
    void aSecretInAgentArgumentsIsRefused() {
        assertThat(problems(oauth().agentArguments("client.secret=" + SECRET)))
                .singleElement()
                .asString()
                .contains("agent arguments")
                .doesNotContain(SECRET);
    }

    @Test
    void thereMustBeOneSecret() {
        assertThat(problems(oauth())).singleElement().asString().contains("ZEROBUS_CLIENT_SECRET");
        assertThat(problems(oauth().set("client.secret", SECRET).set("client.secret-env", "HOME")))
                .singleElement()
                .asString()
                .contains("more than once");
        assertThat(problems(oauth().set("client.secret-env", "NOT_THERE")))
                .singleElement()
                .asString()
                .contains("NOT_THERE");
    }

    @Test
    void noMessageShowsASecretOrThePasswordOfAnAddress() {
        String message = String.join(
                "\n",
                problems(oauth().set("client.secret", "\u0001" + SECRET.charAt(0) + "\u0001" + SECRET)
                        .set("endpoint", "https://user:" + SECRET + "@example.com")));
        assertThat(message)
                .contains("zerobus.client.secret", "zerobus.endpoint")
                .doesNotContain(SECRET);
    }
}

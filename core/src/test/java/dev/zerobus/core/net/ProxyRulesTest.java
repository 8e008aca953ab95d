// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

    private static ProxyRules rules(String... namesAndValues) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ProxyRules.fromEnvironment(environment);
    }

    @Test
    void takesTheFirstVariableThatIsSet() {
        assertThat(rules().proxyFor("a.b", 443)).isNull();
        assertThat(rules("HTTP_PROXY", "up:1").proxyFor("a.b", 443)).hasToString("up:1");
        assertThat(rules("HTTP_PROXY", "up:1", "http_proxy", "low:2").proxyFor("a.b", 443))
                .hasToString("low:2");
        assertThat(rules("http_proxy", "low:2", "HTTPS_PROXY", "s:3").proxyFor("a.b", 443))
                .hasToString("s:3");
        assertThat(rules("grpc_proxy", "g:4", "https_proxy", "s:3").proxyFor("a.b", 443))
                .hasToString("g:4");
        assertThat(rules("grpc_proxy", " ", "https_proxy", "s:3").proxyFor("a.b", 443))
                .hasToString("s:3");
    }

    @Test
    void readsCredentialsAndNeverShowsThePassword() {
        ProxyRules rules = rules("https_proxy", "http://me%40home:p%3Aw+d@proxy.corp:8080/");
        ProxyServer proxy = rules.proxyFor("a.b", 443);
        assertThat(proxy.host()).isEqualTo("proxy.corp");
        assertThat(proxy.port()).isEqualTo(8080);
        assertThat(proxy.user()).isEqualTo("me@home");
        assertThat(proxy.password()).isEqualTo("p:w+d");
        assertThat(proxy.toString() + rules).doesNotContain("p:w+d").contains("***");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,          example.com,       true",
        "example.com,          a.b.example.com,   true",
        "example.com,          notexample.com,    false",
        ".example.com,         a.example.com,     true",
        "*.example.com,        a.EXAMPLE.com,     true",
        "'x.y, example.com',   example.com,       true",
        "*,                    anything,          true",
        "example.com:443,      example.com,       true",
        "example.com:80,       example.com,       false",
        "10.0.0.7,             10.0.0.7,          true",
        "10.0.0.7,             110.0.0.7,         false",
        "'',                   example.com,       false",
    })
    void leavesOutWhatItIsTold(String exceptions, String host, boolean direct) {
        assertThat(rules("https_proxy", "p:1", "no_proxy", exceptions).proxyFor(host, 443) == null)
                .isEqualTo(direct);
        assertThat(rules("https_proxy", "p:1", "NO_GRPC_PROXY", exceptions, "no_proxy", "unrelated")
                                .proxyFor(host, 443)
                        == null)
                .isEqualTo(direct || exceptions.isEmpty() && host.equals("unrelated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
    void goesToThisMachineDirectlyUnlessTold(String host) {
        assertThat(rules("https_proxy", "p:1").proxyFor(host, 443)).isNull();
        assertThat(rules("https_proxy", "p:1").alsoForLoopback().proxyFor(host, 443))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://me:pw@host:1", "http://", "http://me:pw@", "::::", "http://a b"})
    void refusesWhatIsNoHttpProxyWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> rules("https_proxy", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageContaining("http://[user:password@]host:port")
                .hasMessageNotContaining("me:pw");
    }
}

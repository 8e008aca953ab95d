// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.ZerobusConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodRulesTest {

    private final List<String> problems = new ArrayList<>();

    @TempDir
    Path temp;

    private MethodRules rules(String text) {
        return MethodRules.of(config().set("agent.rules", text).build(), problems::add);
    }

    private static dev.zerobus.core.config.ConfigBuilder config() {
        return ZerobusConfig.builder()
                .set("endpoint", "http://127.0.0.1:1")
                .set("workspace.url", "http://127.0.0.1:1")
                .set("auth", "none")
                .set("table", "a.b.c");
    }

    @Test
    void theShortFormSaysEverything() {
        MethodRules rules = rules("com.acme.Orders#place(long, java.lang.String[]) -> order_placed"
                + " {arg0=order_id, arg1=names, return=total, duration=false, exception=false, thread, on=return,"
                + " severity=warn, failure-severity=fatal}; com.acme.*Client#call");
        assertThat(problems).isEmpty();
        assertThat(rules.all()).hasSize(2);
        MethodRule first = rules.about("com.acme.Orders").get(0);
        assertThat(first.matchesMethod("place", List.of("long", "java.lang.String[]")))
                .isTrue();
        assertThat(first.matchesMethod("place", List.of("long"))).isFalse();
        assertThat(first.record())
                .hasToString("order_placed RETURN WARN FATAL total false false true [0=order_id, 1=names]");
        assertThat(first).hasToString("zerobus.agent.rules: rule 1 (com.acme.Orders#place)");
        MethodRule second = rules.about("com.acme.web.HttpClient").get(0);
        assertThat(second.matchesMethod("call", List.of("int"))).isTrue();
        assertThat(second.record()).hasToString("call END INFO ERROR null true true false []");
        assertThat(rules.about("com.acme.Order")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.Orders.place                    | no # between class and method
                    com.acme.Orders#place(long               | a ) is missing
                    com.acme.Orders#place {arg0=a            | a } is missing
                    com.acme.Orders#place {argx=a}           | counted from 0
                    com.acme.Orders#place {arg0}             | names no field
                    com.acme.Orders#place {colour=red}       | there is no setting 'colour'
                    com.acme.Orders#place {on=sometimes}     | one of end, return, failure
                    com.acme.Orders#place {duration=perhaps} | true or false
                    com.acme.Orders#place(List<String>)      | is no type
                    com.acme.Orders#2nd                      | is no method
                    com acme#place                           | is no class
                    *.*#place                                | must not mean every class
                    java.lang.String#length                  | JDK's core
                    com.acme.Orders#place ->                 | event's name is empty
                    """)
    void aWrongRuleIsNamedAndLeftOutAndTheOthersCount(String wrong, String said) {
        MethodRules rules = rules(wrong + ";com.acme.Right#go");
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith("zerobus.agent.rules: rule 1"));
        assertThat(problems).anyMatch(problem -> problem.contains(said));
        assertThat(rules.all()).hasSize(1);
        assertThat(rules.about("com.acme.Right")).hasSize(1);
    }

    @Test
    void aFileSaysTheSame() throws Exception {
        Path file = Files.writeString(temp.resolve("rules.json"), """
                {"rules": [
                  {"class": "com.acme.Orders", "method": "place", "parameters": ["long", "java.lang.String[]"],
                   "event": "order_placed", "arguments": {"0": "order_id", "1": "names"}, "return": "total",
                   "duration": false, "exception": false, "thread": true, "on": "return", "severity": "warn",
                   "failure-severity": "fatal"},
                  {"class": "com.acme.Orders", "method": "cancel", "colour": "red"},
                  17
                ]}
                """);
        MethodRules rules =
                MethodRules.of(config().set("agent.rules-file", file.toString()).build(), problems::add);
        assertThat(rules.all())
                .singleElement()
                .satisfies(rule -> assertThat(rule.record())
                        .hasToString("order_placed RETURN WARN FATAL total false false true [0=order_id, 1=names]"));
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("rules.json:6 (com.acme.Orders#cancel)", "there is no setting 'colour'");
        assertThat(problems.get(1)).contains("rules.json:7", "a rule is an object");
    }

    @Test
    void aFileThatIsNoJsonIsSaidWithItsLine() throws Exception {
        Path file = Files.writeString(temp.resolve("rules.json"), "[\n{\"class\": }\n]");
        MethodRules.of(config().set("agent.rules-file", file.toString()).build(), problems::add);
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("rules.json:2", "this is no JSON"));
    }

    @ParameterizedTest
    @CsvSource({
        "placeOrder, place_order",
        "HTTPCall, http_call",
        "callHTTP, call_http",
        "already_snake, already_snake",
        "x, x",
        "getURLOf2Things, get_url_of2_things"
    })
    void eventNamesAreDerived(String method, String event) {
        assertThat(MethodRecord.eventName(method)).isEqualTo(event);
    }
}

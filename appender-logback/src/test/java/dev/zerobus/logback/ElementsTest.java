// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.LogOptions;
import dev.zerobus.core.config.ZerobusConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The elements, as Joran reads them, and what is said about wrong ones. Nothing here connects. */
class ElementsTest {

    private static final String[] RIGHT = {
        "<endpoint>http://localhost:1</endpoint>",
        "<workspaceUrl>http://localhost:2</workspaceUrl>",
        "<auth>none</auth>",
        "<table>main.shop.logs</table>"
    };

    private static String[] rightAnd(String... more) {
        return java.util.stream.Stream.of(RIGHT, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void everyElementSetsItsOption() {
        try (Configured logback = Configured.with(
                "<endpoint>http://localhost:1</endpoint>",
                "<workspaceUrl>http://localhost:2</workspaceUrl>",
                "<table>main.shop.logs</table>",
                "<clientId>an-id</clientId>",
                "<clientSecret>a-secret</clientSecret>",
                "<serviceName>checkout</serviceName>",
                "<includeLocation>true</includeLocation>",
                "<mdc><include>user</include><include>request_*</include><exclude>request_body</exclude></mdc>",
                "<option><key>ring.size</key><value>1MiB</value></option>",
                "<option><key>zerobus.batch.linger</key><value>7ms</value></option>",
                "<lane><name>audit</name><table>main.ops.audit</table><events>login,*_denied</events>"
                        + "<option><key>ring.size</key><value>64KiB</value></option>"
                        + "<option><key>event.max-size</key><value>8KiB</value></option>"
                        + "<option><key>batch.size</key><value>8KiB</value></option></lane>")) {
            assertThat(logback.complaints()).isEmpty();
            ZerobusConfig config = logback.appender().client().config();
            assertThat(config.get(ConnectionOptions.ENDPOINT)).hasToString("http://localhost:1");
            assertThat(config.get(ConnectionOptions.WORKSPACE_URL)).hasToString("http://localhost:2");
            assertThat(config.get(ConnectionOptions.CLIENT_ID)).isEqualTo("an-id");
            assertThat(config.get(ConnectionOptions.CLIENT_SECRET)).isEqualTo("a-secret");
            assertThat(config.get(ConnectionOptions.SERVICE_NAME)).isEqualTo("checkout");
            assertThat(config.get(LogOptions.LOCATION)).isTrue();
            assertThat(config.get(LogOptions.CONTEXT).matches("request_id")).isTrue();
            assertThat(config.get(LogOptions.CONTEXT).matches("other")).isFalse();
            assertThat(config.get(LogOptions.CONTEXT_EXCLUDE).matches("request_body"))
                    .isTrue();
            assertThat(config.lanes()).extracting(LaneConfig::name).containsExactly("audit", "default");
            LaneConfig audit = config.lanes().get(0);
            assertThat(audit.table().fullName()).isEqualTo("main.ops.audit");
            assertThat(audit.events().matches("user_denied")).isTrue();
            assertThat(audit.get(LaneOptions.RING_SIZE)).isEqualTo(64 << 10);
            LaneConfig all = config.lanes().get(1);
            assertThat(all.get(LaneOptions.RING_SIZE)).isEqualTo(1 << 20);
            assertThat(all.get(LaneOptions.BATCH_LINGER).toMillis()).isEqualTo(7);
            assertThat(config.toString())
                    .contains("(<endpoint> of appender ZEROBUS)")
                    .doesNotContain("a-secret");
        }
    }

    @Test
    void everythingWrongIsSaidAtOnceWithItsElementAndWhatIsRight() {
        try (Configured logback = Configured.with(rightAnd(
                "<option><key>ring.sise</key><value>64MiB</value></option>",
                "<option><key>batch.linger</key><value>5</value></option>",
                "<option><value>5</value></option>",
                "<serviceName>${NOBODY_SETS_THIS}</serviceName>",
                "<option><key>auth</key><value>oauth</value></option>",
                "<lane><name>audit</name></lane>"))) {
            assertThat(logback.complaints())
                    .anySatisfy(said -> assertThat(said)
                            .contains(
                                    "zerobus.ring.sise",
                                    "<option> of appender ZEROBUS",
                                    "did you mean zerobus.ring.size?"))
                    .anySatisfy(said ->
                            assertThat(said).contains("zerobus.batch.linger", "'5'", "<option> of appender ZEROBUS"))
                    .anySatisfy(said -> assertThat(said).contains("an <option> has no <key>"))
                    .anySatisfy(said -> assertThat(said).contains("<serviceName> asks for ${NOBODY_SETS_THIS}"))
                    .anySatisfy(
                            said -> assertThat(said).contains("zerobus.auth is set twice, by <auth> and by <option>"))
                    .anySatisfy(said -> assertThat(said).contains("a <lane> has no <table>"))
                    .anySatisfy(said -> assertThat(said).contains("appender ZEROBUS takes no events"));
            assertThat(logback.errors()).isEmpty();
        }
    }

    @Test
    void theApplicationGoesOnWithWrongSettingsAndRefusalsAreCounted() {
        try (Configured logback = new Configured(Xml.configuration(
                Xml.appender("ZEROBUS", java.util.Map.of("ring.sise", "1MiB"))
                        + "<appender name=\"LIST\" class=\"ch.qos.logback.core.read.ListAppender\"/>",
                "ZEROBUS\"/><appender-ref ref=\"LIST",
                "INFO"))) {
            logback.logger("app").info("one");
            logback.logger("app").info("two");
            assertThat(logback.appender().refused()).isEqualTo(2);
            assertThat(logback.appender().snapshot()).isNull();
            assertThat(logback.appender().flush(java.time.Duration.ZERO)).isTrue();
            assertThat(logback.marked()).isFalse();
            var list = (ch.qos.logback.core.read.ListAppender<?>)
                    logback.context.getLogger("ROOT").getAppender("LIST");
            assertThat(list.list).hasSize(2);
        }
    }

    @Test
    void withStrictWrongSettingsAreErrors() {
        try (Configured logback = Configured.with(
                rightAnd("<strict>true</strict>", "<option><key>ring.sise</key><value>64MiB</value></option>"))) {
            assertThat(logback.errors()).anySatisfy(said -> assertThat(said).contains("zerobus.ring.size?"));
        }
    }

    @Test
    void anUnknownElementIsSaidWithTheOneThatIsRight() {
        try (Configured logback =
                Configured.with(rightAnd("<servicename>checkout</servicename>", "<ring.size>64MiB</ring.size>"))) {
            assertThat(logback.complaints())
                    .contains(
                            "<servicename> was ignored: right is <serviceName>",
                            "<ring.size> was ignored: there is no such element; an option is written as"
                                    + " <option><key>ring.size</key><value>...</value></option>");
            assertThat(logback.errors()).isEmpty();
            assertThat(logback.appender().snapshot()).isNotNull();
        }
    }

    @Test
    void blankElementsCountAsNotSet() {
        try (Configured logback = Configured.with(rightAnd("<serviceName> </serviceName>", "<clientId></clientId>"))) {
            assertThat(logback.complaints()).isEmpty();
            assertThat(logback.appender().client().config().find(ConnectionOptions.SERVICE_NAME))
                    .isNull();
        }
    }

    @Test
    void elementsBeatSystemPropertiesAndTheseFillInTheRest() {
        System.setProperty("zerobus.table", "main.other.logs");
        System.setProperty("zerobus.service.name", "by-property");
        try (Configured logback = Configured.with(RIGHT)) {
            ZerobusConfig config = logback.appender().client().config();
            assertThat(config.lanes().get(0).table().fullName()).isEqualTo("main.shop.logs");
            assertThat(config.get(ConnectionOptions.SERVICE_NAME)).isEqualTo("by-property");
        } finally {
            System.clearProperty("zerobus.table");
            System.clearProperty("zerobus.service.name");
        }
    }

    @Test
    void noStatusShowsTheSecret() {
        try (Configured logback = Configured.with(
                "<endpoint>http://localhost:1</endpoint>",
                "<clientSecret>hunter2hunter2</clientSecret>",
                "<option><key>ring.sise</key><value>64MiB</value></option>")) {
            assertThat(logback.context.getStatusManager().getCopyOfStatusList())
                    .isNotEmpty()
                    .allSatisfy(status -> assertThat(status.toString()).doesNotContain("hunter2"));
        }
    }

    @Test
    void theKillSwitchNeedsNothingElseToBeRight() {
        try (Configured logback = Configured.with(
                "<option><key>enabled</key><value>false</value></option>",
                "<option><key>ring.sise</key><value>64MiB</value></option>")) {
            logback.logger("app").info("refused");
            assertThat(logback.complaints()).isEmpty();
            assertThat(logback.appender().snapshot().accepted()).isZero();
        }
    }

    @Test
    void everyNestedElementHasAPublicConstructorForEveryVersionOfJoran() throws Exception {
        for (Class<?> element : List.of(
                OptionElement.class,
                LaneElement.class,
                MdcElement.class,
                RedactElement.class,
                ConstantElement.class,
                ColumnElement.class)) {
            assertThat(element.getDeclaredConstructor().newInstance()).isNotNull();
            assertThat(java.lang.reflect.Modifier.isPublic(
                            element.getDeclaredConstructor().getModifiers()))
                    .isTrue();
        }
    }
}

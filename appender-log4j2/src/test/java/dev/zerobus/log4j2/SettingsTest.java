// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.LogOptions;
import dev.zerobus.core.config.RedactOptions;
import dev.zerobus.core.config.ZerobusConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What elements and attributes become, and what is said of those that are wrong. Opens no connection. */
final class SettingsTest {

    private static final Map<String, String> RIGHT = Map.of(
            "endpoint", "http://localhost:1", "workspace.url", "http://localhost:1", "auth", "none", "table", "a.b.c");

    private final StatusWatch status = new StatusWatch();
    private LoggerContext context = new LoggerContext("none");

    @AfterEach
    void stop() {
        context.stop();
        status.stop();
    }

    private ZerobusAppender started(Map<String, String> options, String elements) {
        context = TestConfig.start(TestConfig.simple(options, elements));
        return Objects.requireNonNull(TestConfig.appender(context));
    }

    private ZerobusConfig read(String elements) {
        ZerobusAppender appender = started(RIGHT, elements);
        assertThat(status.ofZerobus(Level.ERROR)).isEmpty();
        return Objects.requireNonNull(appender.config());
    }

    private String error(String elements) {
        ZerobusAppender appender = started(RIGHT, elements);
        assertThat(status.ofZerobus(Level.ERROR)).hasSize(1);
        assertThat(appender.isStarted()).isTrue();
        return status.ofZerobus(Level.ERROR).get(0);
    }

    @Test
    void readsEveryElement() {
        ZerobusConfig config = read("""
                <ServicePrincipal clientId="app-1" clientSecret="s3cret"/>
                <ContextKeys include="user,request_*" exclude="session"/>
                <Redact keys="*password*,authorization" mask="[gone]">
                  <RedactPattern>\\b\\d{16}\\b</RedactPattern>
                  <RedactPattern>Bearer [A-Za-z0-9]+</RedactPattern>
                </Redact>
                <Option key="ring.size" value="64KiB"/>
                <Option key="zerobus.event.max-size" value="8KiB"/>
                <Option key="batch.size" value="8KiB"/>
                """);

        assertThat(config.get(ConnectionOptions.CLIENT_ID)).isEqualTo("app-1");
        assertThat(config.get(LogOptions.CONTEXT).matches("request_id")).isTrue();
        assertThat(config.get(LogOptions.CONTEXT).matches("other")).isFalse();
        assertThat(config.get(LogOptions.CONTEXT_EXCLUDE).matches("session")).isTrue();
        assertThat(config.get(RedactOptions.KEYS).matches("my_password")).isTrue();
        assertThat(config.get(RedactOptions.MASK)).isEqualTo("[gone]");
        assertThat(config.find(RedactOptions.PATTERNS))
                .extracting(Pattern::pattern)
                .containsExactly("\\b\\d{16}\\b", "Bearer\\x20[A-Za-z0-9]+");
        assertThat(config.lanes().get(0).get(LaneOptions.RING_SIZE)).isEqualTo(64 << 10);
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void readsLanesWithOptionsOfTheirOwn() {
        ZerobusConfig config = read("""
                <Lane name="orders" table="main.shop.orders" events="order_*">
                  <Option key="ring.size" value="128KiB"/>
                  <Option key="event.max-size" value="16KiB"/>
                  <Option key="batch.size" value="16KiB"/>
                </Lane>
                <Option key="ring.size" value="64KiB"/>
                <Option key="event.max-size" value="8KiB"/>
                <Option key="batch.size" value="8KiB"/>
                """);

        assertThat(config.lanes()).hasSize(2);
        assertThat(config.lanes().get(0).table().fullName()).isEqualTo("main.shop.orders");
        assertThat(config.lanes().get(0).get(LaneOptions.RING_SIZE)).isEqualTo(128 << 10);
        assertThat(config.lanes().get(1).get(LaneOptions.RING_SIZE)).isEqualTo(64 << 10);
    }

    @Test
    void saysAllThatIsWrongAtOnceAndRefusesAndCounts() {
        Map<String, String> options = new LinkedHashMap<>(RIGHT);
        options.put("endpoint", "no address");
        options.put("table", "only_a_name");
        ZerobusAppender appender = started(options, """
                <Option key="rng.size" value="64MiB"/>
                <Option key="batch.linger" value="5"/>
                <Option key="ring.size"/>
                <Lane name="orders"/>
                """);
        context.getLogger("app").info("refused");
        context.getLogger("app").info("refused as well");

        assertThat(appender.isStarted()).isTrue();
        assertThat(appender.refused()).isEqualTo(2);
        assertThat(appender.snapshot()).isNull();
        assertThat(status.ofZerobus(Level.ERROR)).hasSize(1);
        assertThat(status.ofZerobus(Level.ERROR).get(0))
                .startsWith("Zerobus appender zerobus: it refuses all events, because its configuration is wrong in 7 places:")
                .contains("zerobus.endpoint = 'no address' (attribute endpoint)")
                .contains("zerobus.table = 'only_a_name' (attribute table)")
                .contains("there is no option zerobus.rng.size (<Option key=\"rng.size\">); did you mean zerobus.ring.size?")
                .contains("zerobus.batch.linger = '5' (<Option key=\"batch.linger\">)")
                .contains("<Option key=\"ring.size\"> lacks its value")
                .contains("<Lane name=\"orders\"> lacks its table");
    }

    @Test
    void namesTheNearestAttribute() {
        context = TestConfig.start(TestConfig.simple(RIGHT, "").replace("table=", "includeLocaton=\"true\" table="));

        assertThat(status.ofZerobus(Level.ERROR))
                .singleElement()
                .asString()
                .contains("<Zerobus> has no attribute 'includeLocaton', which is ignored; did you mean 'includeLocation'?");
        assertThat(Objects.requireNonNull(TestConfig.appender(context)).snapshot()).isNotNull();
    }

    @Test
    void saysThatALookupHasFoundNothing() {
        assertThat(error("<Option key=\"service.version\" value=\"${env:NO_SUCH_VARIABLE_HERE}\"/>"))
                .contains("<Option key=\"service.version\">: Log4j has found nothing for the look-up in"
                        + " '${env:NO_SUCH_VARIABLE_HERE}'");
    }

    @Test
    void takesLookups() {
        System.setProperty("zerobus-test.version", "1.2.3");
        try {
            ZerobusConfig config =
                    read("<Option key=\"service.version\" value=\"${sys:zerobus-test.version}-${env:NO_SUCH:-none}\"/>");
            assertThat(config.get(ConnectionOptions.SERVICE_VERSION)).isEqualTo("1.2.3-none");
        } finally {
            System.clearProperty("zerobus-test.version");
        }
    }

    @Test
    void saysThatAnOptionIsSetTwice() {
        assertThat(error("<Option key=\"table\" value=\"d.e.f\"/>"))
                .contains("zerobus.table is set twice, by attribute table and by <Option key=\"table\">");
    }

    @Test
    void saysWhatToWriteInsteadOfAProperty() {
        assertThat(error("<Property name=\"ring.size\">64MiB</Property>"))
                .contains("right is <Option key=\"ring.size\" value=\"...\"/>");
    }

    @Test
    void saysThatALayoutIsNotUsed() {
        started(RIGHT, "<PatternLayout pattern=\"%m\"/>");
        assertThat(status.ofZerobus(Level.WARN)).singleElement().asString().contains("a layout is not used");
    }

    @Test
    void saysThatACertificateIsNone() {
        assertThat(error("<Option key=\"trust.certificate\" value=\"/no/such/file.pem\"/>"))
                .contains("zerobus.trust.certificate");
    }

    @Test
    void whatTheElementSaysGoesBeforeSystemProperties() {
        System.setProperty("zerobus.service.name", "from a property");
        System.setProperty("zerobus.service.version", "from a property");
        try {
            ZerobusConfig config = read("<Option key=\"service.name\" value=\"from the element\"/>");
            assertThat(config.get(ConnectionOptions.SERVICE_NAME)).isEqualTo("from the element");
            assertThat(config.get(ConnectionOptions.SERVICE_VERSION)).isEqualTo("from a property");
        } finally {
            System.clearProperty("zerobus.service.name");
            System.clearProperty("zerobus.service.version");
        }
    }

    @Test
    void theKillSwitchNeedsNothingElseToBeRight() {
        ZerobusAppender appender = started(Map.of("enabled", "false", "table", "nonsense"), "");
        context.getLogger("app").info("goes nowhere");

        assertThat(status.ofZerobus(Level.ERROR)).isEmpty();
        assertThat(Objects.requireNonNull(appender.config()).get(ClientOptions.ENABLED)).isFalse();
    }

    @Test
    void takesPatternsOfOtherPluginsAsBefore() {
        // a plugin of the name Pattern or Column would change what these mean
        context = TestConfig.start("""
                <Configuration><Appenders>
                  <Console name="c"><PatternLayout><Pattern>%m %X{Option}%n</Pattern></PatternLayout></Console>
                </Appenders><Loggers><Root level="off"/></Loggers></Configuration>
                """);
        assertThat(context.getConfiguration().getAppender("c").getLayout().toString()).isEqualTo("%m %X{Option}%n");
    }

    @Test
    void isBuiltInCode() {
        ZerobusAppender appender = ZerobusAppender.newBuilder()
                .setName("in-code")
                .setConfiguration(new LoggerContext("code").getConfiguration())
                .setEndpoint("http://localhost:1")
                .setWorkspaceUrl("http://localhost:1")
                .setAuth("none")
                .setTable("a.b.c")
                .setServiceName("shop")
                .setOption("ring.size", "64KiB")
                .setOption("event.max-size", "8KiB")
                .setOption("batch.size", "8KiB")
                .build();
        try {
            appender.start();
            assertThat(Objects.requireNonNull(appender.snapshot()).lanes()).hasSize(1);
            assertThat(Objects.requireNonNull(appender.config()).get(ConnectionOptions.SERVICE_NAME))
                    .isEqualTo("shop");
        } finally {
            appender.stop();
        }
        assertThat(appender.snapshot()).isNull();
    }
}

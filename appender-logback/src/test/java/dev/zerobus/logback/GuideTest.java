// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.zerobus.api.Events;
import dev.zerobus.server.junit.ZerobusServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs every example of docs/logback.md. */
class GuideTest {

    @RegisterExtension
    final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables(
            sql(),
            sql().replace("main.shop.logs", "main.shop.audit"),
            "CREATE TABLE main.shop.orders (event_name STRING, id BIGINT, team STRING)",
            "CREATE TABLE main.shop.app_log (ts TIMESTAMP, msg STRING, req STRING)");

    private static String sql() {
        return text("logs.sql").replaceAll("-- .*", "");
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/guide").resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void pointToTheServer() {
        System.setProperty("zerobus.endpoint", zerobus.server().grpcUri().toString());
        System.setProperty("zerobus.workspace.url", zerobus.server().httpUri().toString());
        System.setProperty("zerobus.auth", "none");
    }

    @AfterEach
    void pointNowhere() {
        for (String name : List.of("endpoint", "workspace.url", "auth", "table")) {
            System.clearProperty("zerobus." + name);
        }
    }

    private Configured configured(String file) {
        Configured logback = new Configured(text(file)
                .replace(
                        "https://1234567890.zerobus.us-west-2.cloud.databricks.com",
                        System.getProperty("zerobus.endpoint"))
                .replace("https://dbc-a1b2345c-d6e7.cloud.databricks.com", System.getProperty("zerobus.workspace.url"))
                .replace("<auth>oauth</auth>", "<auth>none</auth>")
                .replace("${ZEROBUS_CLIENT_ID}", "an-id")
                .replace("${ZEROBUS_CLIENT_SECRET}", "a-secret"));
        assertThat(logback.complaints()).isEmpty();
        return logback;
    }

    private List<Map<String, Object>> rows(String table) throws Exception {
        return zerobus.rows(table);
    }

    @Test
    void theFiveMinuteStart() throws Exception {
        try (Configured logback = configured("first.xml")) {
            logback.logger("app.Checkout").info("paid {} of {}", "7.50", 42);
        }
        assertThat(rows("main.shop.logs"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("message", "paid 7.50 of 42")
                        .containsEntry("severity_text", "INFO")
                        .containsEntry("service_name", "checkout"));
    }

    @Test
    void everythingByEnvironment() throws Exception {
        System.setProperty("zerobus.table", "main.shop.logs");
        try (Configured logback = configured("by-environment.xml")) {
            logback.logger("app").info("hello");
        }
        assertThat(rows("main.shop.logs")).hasSize(1);
    }

    @Test
    void everyElement() throws Exception {
        try (Configured logback = configured("every-element.xml")) {
            logback.mdc.put("user", "ann");
            logback.mdc.put("request_id", "r-17");
            logback.mdc.put("request_body", "long");
            logback.mdc.put("other", "x");
            logback.logger("app").atInfo().addKeyValue("db_password", "hunter2").log("card 4111111111111111 token=abc");
            logback.logger("app").trace("too fine");
            Events.emit("order_placed", "order_id", 42L);
        }
        List<Map<String, Object>> logs = rows("main.shop.logs");
        assertThat(logs).hasSize(1);
        assertThat(String.valueOf(logs.get(0).get("message")))
                .startsWith("card ")
                .doesNotContain("4111111111111111")
                .doesNotContain("abc");
        assertThat(String.valueOf(logs.get(0).get("attributes")))
                .contains("user=ann", "request_id=r-17", "team=payments, Berlin")
                .doesNotContain("request_body", "other", "hunter2");
        assertThat(rows("main.shop.orders"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("event_name", "order_placed")
                        .containsEntry("id", 42L)
                        .containsEntry("team", "payments, Berlin"));
    }

    @Test
    void aTableOfOnesOwn() throws Exception {
        try (Configured logback = configured("own-table.xml")) {
            logback.mdc.put("request_id", "r-17");
            logback.logger("app").info("hello");
        }
        assertThat(rows("main.shop.app_log")).hasSize(1).allSatisfy(row -> {
            assertThat(row).containsEntry("msg", "hello").containsEntry("req", "r-17");
            assertThat(row.get("ts")).isNotNull();
        });
    }

    @Test
    void behindAnAsyncAppender() throws Exception {
        try (Configured logback = configured("async.xml")) {
            for (int i = 0; i < 100; i++) {
                logback.logger("app").info("event {}", i);
            }
        }
        assertThat(rows("main.shop.logs")).hasSize(100);
    }

    @Test
    void twoTables() throws Exception {
        try (Configured logback = configured("two-tables.xml")) {
            logback.logger("app").info("hello");
            logback.logger("audit.login").info("ann came in");
        }
        assertThat(rows("main.shop.logs")).extracting(row -> row.get("message")).containsExactly("hello");
        assertThat(rows("main.shop.audit"))
                .extracting(row -> row.get("message"))
                .containsExactly("ann came in");
    }

    @Test
    void inCode() throws Exception {
        try (Configured logback = new Configured("<configuration/>")) {
            LoggerContext context = logback.context;
            // code>
            ZerobusAppender appender = new ZerobusAppender();
            appender.setContext(context);
            appender.setName("ZEROBUS");
            appender.setTable("main.shop.logs");
            appender.addOption(new OptionElement("ring.size", "8MiB"));
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
            // <code

            // test>
            context.getLogger("app.Checkout")
                    .atInfo()
                    .addKeyValue("order_id", 42)
                    .log("order paid");

            assertThat(appender.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(appender.snapshot().acked()).isEqualTo(1);
            assertThat(appender.snapshot().dropped()).isZero();
            assertThat(appender.snapshot().balances()).isTrue();
            // <test
        }
        assertThat(rows("main.shop.logs")).hasSize(1);
    }
}

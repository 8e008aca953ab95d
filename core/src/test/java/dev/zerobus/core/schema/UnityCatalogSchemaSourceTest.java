// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnityCatalogSchemaSourceTest {

    private static final TableName AIR = TableName.of("main.sensors.air");

    private final AtomicReference<HttpHandler> handler = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> handler.get().handle(exchange));
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private UnityCatalogSchemaSource source(Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new UnityCatalogSchemaSource(url, () -> "tok-en", ConnectionOpener.DIRECT, timeout);
    }

    private UnityCatalogSchemaSource source() {
        return source(Duration.ofSeconds(20));
    }

    private void answer(int status, String body) {
        handler.set(exchange -> send(exchange, status, body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = UnityCatalogSchemaSourceTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String columns(String... columns) {
        return "{\"name\":\"air\",\"columns\":[" + String.join(",", columns) + "]}";
    }

    private SchemaException failure() {
        return catchThrowableOfType(SchemaException.class, () -> source().fetch(AIR));
    }

    @Test
    void readsWhatARealServerAnswered() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>();
        String body = resource("table.json");
        handler.set(exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, 200, body);
        });

        TableSchema schema = source().fetch(AIR);

        assertThat(asked.get()).isEqualTo("GET /api/2.1/unity-catalog/tables/main.sensors.air Bearer tok-en");
        assertThat(schema.name()).isEqualTo(AIR);
        assertThat(schema.columns())
                .extracting(Column::toString)
                .containsExactly(
                        "device_id STRING",
                        "seq BIGINT NOT NULL",
                        "n INT",
                        "val DOUBLE",
                        "amount DECIMAL(18,2)",
                        "ts TIMESTAMP",
                        "d DATE",
                        "bin BINARY",
                        "tags ARRAY<STRING>",
                        "attrs MAP<STRING, STRING>",
                        "s STRUCT<a: INT, b: STRING>",
                        "v VARIANT");
    }

    @Test
    void sendsNoTokenWhenThereIsNone() throws Exception {
        AtomicReference<Boolean> sent = new AtomicReference<>();
        handler.set(exchange -> {
            sent.set(exchange.getRequestHeaders().containsKey("Authorization"));
            send(exchange, 200, columns("{\"name\":\"a\",\"type_text\":\"int\"}"));
        });
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

        new UnityCatalogSchemaSource(url, TokenSupplier.NONE).fetch(AIR);

        assertThat(sent.get()).isFalse();
    }

    @Test
    void fallsBackToTheTextOfATypeAndOrdersByPosition() throws Exception {
        answer(
                200,
                columns(
                        "{\"name\":\"c\",\"type_text\":\"map<string,array<bigint>>\",\"type_json\":null,\"position\":2,\"nullable\":false}",
                        "{\"name\":\"b\",\"type_text\":\"bigint\",\"type_json\":\"\\\"long\\\"\",\"position\":1,\"nullable\":null}",
                        "{\"name\":\"d\",\"type_text\":\"struct<x:int>\",\"type_json\":\"{broken\",\"position\":3}",
                        "{\"name\":\"a\",\"type_text\":\"nonsense\",\"type_json\":\"{\\\"name\\\":\\\"a\\\",\\\"type\\\":{\\\"containsNull\\\":false,"
                                + "\\\"elementType\\\":\\\"byte\\\",\\\"type\\\":\\\"array\\\"},\\\"nullable\\\":false}\",\"position\":0}"));

        assertThat(source().fetch(AIR).columns())
                .extracting(Column::toString)
                .containsExactly(
                        "a ARRAY<TINYINT> NOT NULL",
                        "b BIGINT",
                        "c MAP<STRING, ARRAY<BIGINT>> NOT NULL",
                        "d STRUCT<x: INT>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|false|check the workspace URL",
                "401|false|the token is not taken",
                "403|false|grant the service principal USE CATALOG on main",
                "408|true|tried again later",
                "429|true|limits its REST calls",
                "500|true|has a problem",
                "503|true|has a problem",
                "302|false|sends us elsewhere",
            })
    void saysWhatToDoAboutEachStatus(int status, boolean retriable, String advice) {
        answer(status, "{\"error_code\":\"SOME_CODE\",\"message\":\"some\\nwords\"}");

        SchemaException e = failure();

        assertThat(e.retriable()).isEqualTo(retriable);
        assertThat(e.advice()).contains(advice);
        assertThat(e).hasMessageContaining("answers " + status + " for table main.sensors.air (SOME_CODE: some words)");
        assertThat(e.getMessage()).doesNotContain("tok-en");
    }

    @Test
    void saysThatATableIsMissing() throws Exception {
        answer(404, resource("missing.json"));

        SchemaException e = failure();

        assertThat(e.retriable()).isFalse();
        assertThat(e).hasMessageContaining("TABLE_NOT_FOUND: Table not found").hasMessageContaining("create the table");
    }

    @Test
    void copesWithErrorsWithoutABody() {
        answer(403, "");

        assertThat(failure()).hasMessageContaining("answers 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>please log in</html>",
                "{",
                "[]",
                "null",
                "{\"columns\":[{\"name\":\"a\"",
                "{} {}",
                "\u0000"
            })
    void takesGarbageForSomebodyElsesAnswer(String body) {
        answer(200, body);

        SchemaException e = failure();

        assertThat(e.retriable()).isTrue();
        assertThat(e.advice()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|has no columns",
                "{\"columns\":null}|has no columns",
                "{\"columns\":[]}|has no columns",
                "{\"columns\":[7]}|is named 'null'",
                "{\"columns\":[{\"name\":\"a b\",\"type_text\":\"int\"}]}|is named 'a b'",
                "{\"columns\":[{\"name\":\"a\",\"type_text\":\"interval\"}]}|has the type interval",
                "{\"columns\":[{\"name\":\"a\",\"type_text\":\"struct<`x y`:int>\"}]}|has the type struct",
                "{\"columns\":[{\"name\":\"a\",\"type_text\":\"int\"},{\"name\":\"A\",\"type_text\":\"int\"}]}|'A' twice",
            })
    void refusesTablesThatTheServiceCanNotWriteTo(String body, String message) {
        answer(200, body);

        SchemaException e = failure();

        assertThat(e.retriable()).isFalse();
        assertThat(e).hasMessageContaining(message);
    }

    @Test
    void givesUpOnAServerThatHangs() {
        handler.set(exchange -> await());

        assertThatThrownBy(() -> source(Duration.ofMillis(200)).fetch(AIR))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining("did not answer")
                .hasMessageContaining("200 ms");
    }

    @Test
    void givesUpOnAServerThatSendsAByteNowAndThen() {
        handler.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (done.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                pause();
            }
        });

        assertThatThrownBy(() -> source(Duration.ofMillis(300)).fetch(AIR))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining("did not answer");
    }

    @Test
    void triesAgainLaterWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        UnityCatalogSchemaSource nobody =
                new UnityCatalogSchemaSource(URI.create("http://127.0.0.1:" + port), TokenSupplier.NONE);

        assertThatThrownBy(() -> nobody.fetch(AIR))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining("can not be asked");
    }

    @Test
    void triesAgainLaterWhenThereIsNoToken() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        UnityCatalogSchemaSource tokenless = new UnityCatalogSchemaSource(url, () -> {
            throw new IOException("no token at the moment");
        });

        assertThatThrownBy(() -> tokenless.fetch(AIR)).hasMessageContaining("no token at the moment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbc.cloud.databricks.com", "ftp://x", "https:///x"})
    void refusesWhatIsNoWorkspaceUrl(String url) {
        assertThatThrownBy(() -> new UnityCatalogSchemaSource(URI.create(url), TokenSupplier.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + url + "' is no workspace URL");
    }

    private void await() {
        try {
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            done.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

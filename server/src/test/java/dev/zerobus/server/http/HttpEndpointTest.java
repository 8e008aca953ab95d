// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP side over a real socket, with the JDK's client. */
class HttpEndpointTest {

    private static final String ID = "orders-app";
    private static final String SECRET = "correct horse battery staple";
    private static final String DETAILS = """
            [{"type":"unity_catalog_privileges","privileges":["USE CATALOG"],"object_type":"CATALOG","object_full_path":"main"},
             {"type":"unity_catalog_privileges","privileges":["USE SCHEMA"],"object_type":"SCHEMA","object_full_path":"main.shop"},
             {"type":"unity_catalog_privileges","privileges":["SELECT","MODIFY"],"object_type":"TABLE",
              "object_full_path":"main.shop.orders","operations":["zerobuswrite"]}]
            """;

    private final TableSchema orders =
            CreateTable.parse("CREATE TABLE main.shop.orders (id BIGINT NOT NULL, price DECIMAL(18,2), n SMALLINT,"
                    + " attrs MAP<STRING, STRING>, s STRUCT<a: INT, b: STRING>, v VARIANT)");
    private final HttpClient client = HttpClient.newHttpClient();
    private AccessControl access;
    private HttpEndpoint endpoint;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws Exception {
        access = AccessControl.fromFile(
                Path.of(AccessControl.class.getResource("principals.json").toURI()), Clock.systemUTC());
        endpoint = start(access, null);
    }

    private HttpEndpoint start(AccessControl control, ServerTls tls) throws IOException {
        return HttpEndpoint.start(
                new InetSocketAddress("127.0.0.1", 0),
                tls,
                control,
                directory(),
                () -> new LinkedHashMap<>(
                        Map.of("tables", List.of(Map.of("name", "main.shop.orders", "rows", 5)), "healthy", true)));
    }

    private TableDirectory directory() {
        return new TableDirectory() {
            @Override
            public TableSchema find(TableName name) {
                if (name.table().equals("broken")) {
                    throw new IllegalStateException("secret detail");
                }
                return name.equals(orders.name()) ? orders : null;
            }

            @Override
            public Path location(TableName name) {
                return data.resolve("tables/main/shop/orders");
            }
        };
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder form(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> request(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", "all-apis");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    private HttpResponse<String> token(Map<String, String> fields) throws Exception {
        return send(form(fields).header("Authorization", basic(ID, SECRET)), "/oidc/v1/token");
    }

    private static Map<?, ?> json(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return (Map<?, ?>) Json.read(response.body());
    }

    @Test
    void issuesATokenThatOpensAStreamAndReadsMetadata() throws Exception {
        HttpResponse<String> response = token(request(
                "resource",
                "api://databricks/workspaces/localhost:1/zerobusDirectWriteApi",
                "authorization_details",
                DETAILS));
        assertThat(response.statusCode()).isEqualTo(200);
        Map<?, ?> reply = json(response);
        assertThat(reply.get("token_type")).isEqualTo("Bearer");
        assertThat(reply.get("expires_in")).isEqualTo("600");
        String bearer = "Bearer " + reply.get("access_token");
        assertThat(access.stream(bearer, orders.name()).ok()).isTrue();
        HttpResponse<String> table = send(
                HttpRequest.newBuilder().header("Authorization", bearer),
                "/api/2.1/unity-catalog/tables/main.shop.orders");
        assertThat(table.statusCode()).isEqualTo(200);
    }

    @Test
    void takesCredentialsInTheFormToo() throws Exception {
        HttpResponse<String> response = send(form(request("client_id", ID, "client_secret", SECRET)), "/oidc/v1/token");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void answersAsOauthDoesWhenARequestIsWrong() throws Exception {
        expect(
                send(form(request()).header("Authorization", basic(ID, "wrong")), "/oidc/v1/token"),
                401,
                "invalid_client");
        expect(
                send(form(request()).header("Authorization", basic("who", SECRET)), "/oidc/v1/token"),
                401,
                "invalid_client");
        expect(send(form(request()).header("Authorization", "Basic ***"), "/oidc/v1/token"), 401, "invalid_client");
        expect(send(form(request()), "/oidc/v1/token"), 401, "invalid_client");
        expect(token(request("grant_type", "password")), 400, "unsupported_grant_type");
        expect(token(request("grant_type", "")), 400, "invalid_request");
        expect(token(request("scope", "sql")), 400, "invalid_scope");
        expect(token(request("resource", "https://example.com")), 400, "invalid_target");
        expect(token(request("authorization_details", "[{]")), 400, "invalid_authorization_details");
        HttpResponse<String> denied =
                token(request("authorization_details", DETAILS.replace("main.shop.orders", "main.shop.other")));
        expect(denied, 401, "invalid_authorization_details");
        assertThat(denied.body()).contains("error 4024").doesNotContain(SECRET);
        expect(
                send(
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")),
                        "/oidc/v1/token"),
                400,
                "invalid_request");
        expect(token(request("x", "y".repeat(300_000))), 413, "invalid_request");
    }

    private static void expect(HttpResponse<String> response, int status, String error) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        Map<?, ?> reply = json(response);
        assertThat(reply.get("error")).isEqualTo(error);
        assertThat((String) reply.get("error_description")).isNotBlank();
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401);
    }

    private HttpResponse<String> table(String name) throws Exception {
        String bearer = "Bearer " + json(token(request())).get("access_token");
        return send(HttpRequest.newBuilder().header("Authorization", bearer), "/api/2.1/unity-catalog/tables/" + name);
    }

    @Test
    void describesATableAsUnityCatalogDoes() throws Exception {
        Map<?, ?> info = json(table("main.shop.orders"));
        assertThat(info.get("name")).isEqualTo("orders");
        assertThat(info.get("catalog_name")).isEqualTo("main");
        assertThat(info.get("schema_name")).isEqualTo("shop");
        assertThat(info.get("data_source_format")).isEqualTo("DELTA");
        assertThat((String) info.get("storage_location")).startsWith("file:///").endsWith("tables/main/shop/orders");
        List<?> columns = (List<?>) info.get("columns");
        assertThat(each(columns, "type_text"))
                .containsExactly(
                        "bigint",
                        "decimal(18,2)",
                        "smallint",
                        "map<string,string>",
                        "struct<a:int,b:string>",
                        "variant");
        assertThat(each(columns, "type_name")).containsExactly("LONG", "DECIMAL", "SHORT", "MAP", "STRUCT", "VARIANT");
        assertThat(each(columns, "position")).containsExactly("0", "1", "2", "3", "4", "5");
        Map<?, ?> id = (Map<?, ?>) columns.get(0);
        assertThat(id.get("nullable")).isEqualTo("false");
        assertThat(id.get("type_json"))
                .isEqualTo("{\"name\":\"id\",\"type\":\"long\",\"nullable\":false,\"metadata\":{}}");
        Map<?, ?> price = (Map<?, ?>) columns.get(1);
        assertThat(price.get("type_precision")).isEqualTo("18");
        assertThat(price.get("type_scale")).isEqualTo("2");
        assertThat(new ArrayList<Object>(id.keySet()))
                .containsExactly(
                        "name",
                        "type_text",
                        "type_json",
                        "type_name",
                        "type_precision",
                        "type_scale",
                        "type_interval_type",
                        "position",
                        "comment",
                        "nullable",
                        "partition_index");
    }

    private static List<Object> each(List<?> columns, String name) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(((Map<?, ?>) column).get(name)));
        return values;
    }

    @Test
    void answersAsUnityCatalogDoesWhenThereIsNoTable() throws Exception {
        HttpResponse<String> twoParts = table("main.shop");
        assertThat(twoParts.statusCode()).isEqualTo(400);
        assertThat(twoParts.body())
                .isEqualTo("{\"error_code\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"INVALID_ARGUMENT\","
                        + "\"@type\":\"google.rpc.ErrorInfo\"}],\"message\":\"Invalid table name: main.shop\"}");
        endpoint.close();
        endpoint = start(AccessControl.none(), null);
        HttpResponse<String> missing = send(HttpRequest.newBuilder(), "/api/2.1/unity-catalog/tables/main.shop.nope");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .isEqualTo("{\"error_code\":\"TABLE_NOT_FOUND\",\"details\":[{\"reason\":\"TABLE_NOT_FOUND\","
                        + "\"@type\":\"google.rpc.ErrorInfo\"}],\"message\":\"Table not found: main.shop.nope\"}");
    }

    @Test
    void asksForATokenAndForGrants() throws Exception {
        HttpResponse<String> without = send(HttpRequest.newBuilder(), "/api/2.1/unity-catalog/tables/main.shop.orders");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(json(without).get("error_code")).isEqualTo("UNAUTHENTICATED");
        HttpResponse<String> other = table("main.shop.other");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(json(other).get("error_code")).isEqualTo("PERMISSION_DENIED");
    }

    @Test
    void isNotHealthyWhenTheServerHasFailed() throws Exception {
        try (HttpEndpoint failed = HttpEndpoint.start(
                new InetSocketAddress("127.0.0.1", 0), null, access, directory(), () -> Map.of("failed", true))) {
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(failed.url() + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("failed");
        }
    }

    @Test
    void saysHowItIsAndThatItIsHealthy() throws Exception {
        assertThat(send(HttpRequest.newBuilder(), "/health").body()).isEqualTo("{\"status\":\"ok\"}");
        Map<?, ?> status = json(send(HttpRequest.newBuilder(), "/"));
        assertThat(status.get("healthy")).isEqualTo("true");
        assertThat(send(HttpRequest.newBuilder(), "/nothing").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder().DELETE(), "/").statusCode()).isEqualTo(405);
    }

    @Test
    void tellsNobodyItsInnerTroubles() throws Exception {
        endpoint.close();
        endpoint = start(AccessControl.none(), null);
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(), "/api/2.1/unity-catalog/tables/main.shop.broken");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret detail").doesNotContain("Exception");
    }

    @Test
    void listensOnLoopbackOnlyWithoutAuthentication() {
        assertThatThrownBy(() -> HttpEndpoint.start(
                        new InetSocketAddress("0.0.0.0", 0), null, AccessControl.none(), directory(), Map::of))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback only");
    }

    @Test
    void speaksTlsWithItsOwnCertificate() throws Exception {
        ServerTls tls = ServerTls.ownCertificate(data, Clock.systemUTC());
        endpoint.close();
        endpoint = start(access, tls);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(tls.certificateFile())) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint.url() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(endpoint.url()).startsWith("https://localhost:");
    }

    /** A JSON reader that knows nothing of the server: all scalars as text. */
    private static final class Json {

        static Object read(String text) throws IOException {
            try (JsonParser parser = new JsonFactory().createParser(text)) {
                parser.nextToken();
                return value(parser);
            }
        }

        private static Object value(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                Map<String, Object> object = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
        }
    }
}

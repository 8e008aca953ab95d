// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.junit;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.ServerBuilder;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a server on free ports with a data directory of its own, which goes when the tests are over.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ZerobusServerExtension zerobus =
 *         ZerobusServerExtension.withTables("CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)");
 *
 * @Test
 * void ordersArrive() throws Exception {
 *     ... write to zerobus.server().grpcUri() ...
 *     assertThat(zerobus.rows("main.shop.orders")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>In a static field there is one server for all tests of the class, in an instance field one for each test. Owned by the
 * thread that runs the tests.
 */
public final class ZerobusServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final Duration MATERIALISE = Duration.ofSeconds(30);

    private final UnaryOperator<ServerBuilder> settings;
    private @Nullable Path directory;
    private @Nullable ZerobusServer server;
    private boolean forOneTest;

    private ZerobusServerExtension(UnaryOperator<ServerBuilder> settings) {
        this.settings = settings;
    }

    /**
     * Describes a server without authentication.
     *
     * @param createTableSql the tables that it starts with
     * @return the extension
     */
    public static ZerobusServerExtension withTables(String... createTableSql) {
        return with(builder -> {
            for (String sql : createTableSql) {
                builder.table(sql);
            }
            return builder;
        });
    }

    /**
     * Describes a server.
     *
     * @param settings what else it shall be, such as {@code builder -> builder.tls(true)}
     * @return the extension
     */
    public static ZerobusServerExtension with(UnaryOperator<ServerBuilder> settings) {
        return new ZerobusServerExtension(settings);
    }

    /**
     * Returns the server.
     *
     * @return the running server
     * @throws IllegalStateException outside of tests
     */
    public ZerobusServer server() {
        if (server == null) {
            throw new IllegalStateException(
                    "the server runs while tests do: register this extension with @RegisterExtension and ask inside a test");
        }
        return server;
    }

    /**
     * Returns how the server is made to misbehave. After each test all faults are cleared.
     *
     * @return the server's faults
     * @throws IllegalStateException outside of tests
     */
    public Faults faults() {
        return server().faults();
    }

    /**
     * Returns what a client of this server is to be told: where it is, whose certificate it has, that it wants no credentials, and
     * to try again quickly. A server with principals needs {@code auth}, {@code client.id} and {@code client.secret} besides.
     *
     * @param table the table, by its full name
     * @return options by name, as {@code ZerobusConfig.builder()} takes them; with {@code zerobus.} in front, as system
     *     properties do
     * @throws IllegalStateException outside of tests
     */
    public Map<String, String> clientOptions(String table) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("endpoint", server().grpcUri().toString());
        options.put("workspace.url", server().httpUri().toString());
        options.put("auth", "none");
        options.put("proxy", "none");
        options.put("table", table);
        options.put("backoff.min", "10ms");
        options.put("backoff.max", "100ms");
        options.put("blocked-retry.min", "50ms");
        options.put("blocked-retry.max", "200ms");
        Path certificate = server().certificateFile();
        if (certificate != null) {
            options.put("trust.certificate", certificate.toString());
        }
        return options;
    }

    /**
     * Reads a table, with everything that was acknowledged before.
     *
     * @param table its full name
     * @return its rows: column names with values, in the table's order
     * @throws IOException if it can not be read, or what was acknowledged does not arrive within 30 s
     */
    public List<Map<String, Object>> rows(String table) throws IOException {
        if (!server().awaitMaterialised(MATERIALISE)) {
            throw new IOException("what was acknowledged is not in its tables after " + MATERIALISE.toSeconds() + " s: "
                    + server().stats().tables());
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        server().reader(TableName.of(table)).forEach(List.of(), rows::add);
        return rows;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (server == null) {
            forOneTest = true;
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (server != null) {
            server.faults().clear();
        }
        if (forOneTest) {
            forOneTest = false;
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
    }

    void start() throws IOException {
        Path made = Files.createTempDirectory("zerobus-server-");
        directory = made;
        server = settings.apply(ZerobusServer.builder(made).shutdownGrace(Duration.ZERO))
                .start();
    }

    void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
        if (directory != null) {
            delete(directory);
            directory = null;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.samples.ServerProcess;
import dev.zerobus.testkit.DuckTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's five minutes: its own CREATE TABLE, its own code, the command line it shows (on free ports). */
final class QuickStartTest {

    private static final Path README = Path.of("").toAbsolutePath().getParent().resolve("README.md");
    private static final Pattern CREATE_TABLE = Pattern.compile("\"(CREATE TABLE main\\.shop\\.orders [^\"]+)\"");

    @TempDir
    private Path directory;

    @Test
    void theReadmesFirstStepsPutTwoRowsIntoItsTable() throws Exception {
        Path data = directory.resolve("zerobus-data");
        Matcher sql = CREATE_TABLE.matcher(Files.readString(README));
        assertThat(sql.find()).as("README creates main.shop.orders").isTrue();
        createTable(data, sql.group(1));
        try (ServerProcess server = ServerProcess.start(
                directory.resolve("server.log"),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--auth",
                "none")) {
            ZerobusClient client = ZerobusClient.start(ZerobusConfig.builder()
                    .set("endpoint", server.grpc())
                    .set("workspace.url", server.http())
                    .set("auth", "none")
                    .set("table", "main.shop.orders")
                    .build());
            QuickStart.emitTwo();
            client.close(Duration.ofSeconds(20));
            assertThat(client.snapshot().lanes().get(0).acked()).isEqualTo(2);
            assertThat(server.stop()).isZero();
        }
        try (DuckTable table = DuckTable.open(data.resolve("tables/main/shop/orders"))) {
            assertThat(table.number("SELECT count(*) FROM t WHERE event_name = 'order_placed'"
                            + " AND order_id = 42 AND amount = 9.5 AND seq = 0 AND producer_id IS NOT NULL"))
                    .isEqualTo(1);
            assertThat(table.number("SELECT count(*) FROM t WHERE event_name = 'order_shipped'"
                            + " AND order_id = 42 AND attributes['carrier'] = 'bike' AND seq = 1"))
                    .isEqualTo(1);
        }
    }

    private void createTable(Path data, String sql) throws Exception {
        Process create = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.zerobus.server.ServerMain",
                        "create-table",
                        "--data",
                        data.toString(),
                        sql))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("create.log").toFile())
                .start();
        assertThat(create.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(create.exitValue())
                .as(Files.readString(directory.resolve("create.log")))
                .isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the user's: one clear line, a status that is not 0, no stack trace. */
final class ServerMainTest {

    private static final String ORDERS = "CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)";

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return ServerMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private int serve(String... more) {
        List<String> args =
                new ArrayList<>(List.of("serve", "--data", temp.resolve("data").toString()));
        args.addAll(List.of(more));
        for (String option : List.of("--port", "--http-port")) {
            if (!args.contains(option)) {
                args.addAll(List.of(option, "0"));
            }
        }
        return run(args.toArray(String[]::new));
    }

    private void assertOneLine(String... says) {
        assertThat(err.toString().strip())
                .doesNotContain("\n")
                .doesNotContain("\tat ")
                .contains(says);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(serve("--port", "" + taken.getLocalPort())).isEqualTo(1);
            assertOneLine("127.0.0.1:" + taken.getLocalPort(), "in use", "--port");
        }
    }

    @Test
    void anHttpPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(serve("--http-port", "" + taken.getLocalPort())).isEqualTo(1);
            assertOneLine("127.0.0.1:" + taken.getLocalPort(), "in use", "--http-port");
        }
        // whatever had been opened was closed again
        DataDirectory.lock(temp.resolve("data")).close();
    }

    @Test
    void aPortThatIsNone() {
        assertThat(serve("--port", "70000")).isEqualTo(1);
        assertOneLine("70000 is no port");
    }

    @Test
    void aDataDirectoryThatIsAFile() throws Exception {
        Files.writeString(temp.resolve("data"), "x");
        assertThat(serve()).isEqualTo(1);
        assertOneLine(temp.resolve("data").toString(), "is a file");
    }

    @Test
    void aDataDirectoryThatIsInUse() throws Exception {
        try (DataDirectory other = DataDirectory.lock(temp.resolve("data"))) {
            assertThat(serve()).isEqualTo(1);
            assertOneLine(other.path().toString(), "in use by another server");
        }
    }

    @Test
    void everybodyOnAnAddressThatOthersReach() {
        assertThat(serve("--host", "0.0.0.0")).isEqualTo(1);
        assertOneLine("without authentication", "loopback", "--auth");
    }

    @Test
    void aPrincipalsFileThatIsNotThere() {
        assertThat(serve("--auth", temp.resolve("none.json").toString())).isEqualTo(1);
        assertOneLine("principals file", "none.json", "does not exist");
    }

    @Test
    void sqlThatIsNone() throws Exception {
        assertThat(run("create-table", "--data", temp.toString(), "CREATE TABEL main.shop.orders (a INT)"))
                .isEqualTo(1);
        assertOneLine("line 1");
    }

    @Test
    void sqlFilesThatAreNotThereOrWrong() throws Exception {
        Path sql = Files.createDirectory(temp.resolve("sql"));
        assertThat(serve("--tables", sql.toString())).isEqualTo(1);
        assertOneLine("no .sql file");
        err.getBuffer().setLength(0);
        Files.writeString(sql.resolve("b.sql"), "CREATE TABLE main.shop.orders (a NUMBERS)");
        assertThat(serve("--tables", sql.toString())).isEqualTo(1);
        assertOneLine("b.sql", "NUMBERS");
    }

    @Test
    void sqlFilesInADirectoryWithABlankInItsName() throws Exception {
        Path sql = Files.createDirectory(temp.resolve("my tables"));
        Files.writeString(sql.resolve("a.sql"), "CREATE TABLE main.shop.blank (a INT)");
        assertThat(run("create-table", "--data", temp.toString(), sql.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("created main.shop.blank");
    }

    @Test
    void unknownOptionsAndMissingOnes() {
        assertThat(run("serve", "--data", "x", "--frobnicate")).isEqualTo(2);
        assertThat(run("serve")).isEqualTo(2);
        assertThat(err.toString()).contains("--frobnicate").contains("--data").doesNotContain("\tat ");
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void tablesAreCreatedListedAndPreviewed() throws Exception {
        String data = temp.resolve("data").toString();
        assertThat(run("create-table", "--data", data, ORDERS)).isZero();
        assertThat(out.toString()).startsWith("created main.shop.orders ");
        assertThat(temp.resolve("data/tables/main/shop/orders/_delta_log")).isDirectory();

        assertThat(run("create-table", "--data", data, ORDERS)).isEqualTo(1);
        assertThat(err.toString()).contains("main.shop.orders", "exists").doesNotContain("\tat ");
        assertThat(run("create-table", "--data", data, "--if-not-exists", ORDERS))
                .isZero();
        assertThat(out.toString()).contains("kept main.shop.orders ");

        out.getBuffer().setLength(0);
        assertThat(run("tables", "--data", data)).isZero();
        assertThat(out.toString()).contains("main.shop.orders\t0 rows\t");
        assertThat(run("preview", "--data", data, "main.shop.orders")).isZero();
        assertThat(run("preview", "--data", data, "main.shop.nothing")).isEqualTo(1);
    }

    @Test
    void readyMadeTablesAreCreatedByTheirNames() throws Exception {
        String data = temp.resolve("data").toString();
        assertThat(run("create-table", "--data", data, "--ready", "logs", "main.ops.logs", "main.ops.more"))
                .as(err.toString())
                .isZero();
        assertThat(run("create-table", "--data", data, "--ready", "OTLP-logs-v2", "main.ops.otel"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("created main.ops.logs ", "created main.ops.more ", "created main.ops.otel ");
        assertThat(temp.resolve("data/tables/main/ops/otel/_delta_log")).isDirectory();
        assertThat(run("preview", "--data", data, "main.ops.otel")).isZero();
    }

    @Test
    void readyMadeTablesArePrintedAsTheyWouldBeCreated() {
        assertThat(run("create-table", "--print", "--ready", "logs", "main.ops.logs"))
                .isZero();
        assertThat(out.toString()).startsWith(ReadyTable.LOGS.sql(TableName.of("main.ops.logs")) + ";");
        assertThat(CreateTable.parseAll(out.toString()))
                .containsExactly(ReadyTable.LOGS.schema(TableName.of("main.ops.logs")));
    }

    @Test
    void aReadyMadeTableThatIsNone() {
        assertThat(run("create-table", "--data", temp.toString(), "--ready", "log", "main.ops.logs"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'log'", "logs, logs-variant, otlp-logs-v1, otlp-logs-v2, events");
        assertThat(run("create-table", "--ready", "logs", "main.ops.logs")).isEqualTo(2);
        assertThat(err.toString()).contains("--data");
        err.getBuffer().setLength(0);
        assertThat(run("create-table", "--data", temp.toString(), "--ready", "logs", "ops.logs"))
                .isEqualTo(1);
        assertOneLine("catalog.schema.table");
    }
}

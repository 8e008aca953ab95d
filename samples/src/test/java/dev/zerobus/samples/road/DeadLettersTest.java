// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.dead.DeadLetter;
import dev.zerobus.core.dead.DeadLetterMain;
import dev.zerobus.core.dead.DeadLetterReader;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bad record among good ones, its letter, the repair and its row, against the real server. */
@Timeout(60)
class DeadLettersTest {

    private static final String TABLE = "main.shop.orders";
    private static final String SQL =
            "CREATE TABLE main.shop.orders (producer_id STRING, seq BIGINT, event_name STRING, order_id BIGINT)";
    private static final int COUNT = 2_000;

    @TempDir
    Path directory;

    private String resubmit(ZerobusServer server, int expected) {
        Properties properties = new Properties();
        properties.setProperty("zerobus.endpoint", server.grpcUri().toString());
        properties.setProperty("zerobus.workspace.url", server.httpUri().toString());
        properties.setProperty("zerobus.auth", "none");
        properties.setProperty("zerobus.proxy", "none");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = DeadLetterMain.run(
                out,
                out,
                properties,
                Map.of(),
                "resubmit",
                directory.resolve("dead").toString());
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isEqualTo(expected);
        return said;
    }

    private static List<Object> ids(ZerobusServer server) throws Exception {
        List<Object> ids = new ArrayList<>();
        Road.rows(server, TABLE).forEach(row -> ids.add(row.get("order_id")));
        return ids;
    }

    @Test
    void threeBadRecordsAreFoundKeptAndAfterTheRepairTheirRowsComplete() throws Exception {
        try (ZerobusServer server = ZerobusServer.builder(directory.resolve("data"))
                .host("127.0.0.1")
                .tick(Duration.ofMillis(100))
                .shutdownGrace(Duration.ZERO)
                .notices(line -> {})
                .table(SQL)
                .start()) {
            List<InjectedFault> faults = new ArrayList<>();
            for (long bad : new long[] {7, 8, 1_500}) {
                faults.add(server.faults()
                        .add(Fault.onRecordWith("order_id", bad)
                                .status(Status.Code.INVALID_ARGUMENT, "no such customer")
                                .always()));
            }
            try (Road road = Road.start(Road.to(server)
                    .set("table", TABLE)
                    .set("dead-letters.dir", directory.resolve("dead").toString()))) {
                for (int i = 0; i < COUNT; i++) {
                    assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
                }
                road.assertDelivered(COUNT - 3);
                assertThat(road.said).noneMatch(line -> line.startsWith("ERROR"));
            }
            assertThat(ids(server)).hasSize(COUNT - 3).doesNotContain(7L, 8L, 1_500L);
            List<DeadLetter> letters = DeadLetterReader.readAll(directory.resolve("dead"));
            assertThat(letters).extracting(DeadLetter::seq).containsExactly(7L, 8L, 1_500L);
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.code()).isEqualTo("INVALID_ARGUMENT");
                assertThat(letter.text()).contains("no such customer");
            });

            faults.get(0).clear();
            faults.get(2).clear();
            assertThat(resubmit(server, 1)).contains("3 letters were sent again: 2 are rows now, 1 were refused again");
            faults.get(1).clear();
            assertThat(resubmit(server, 0)).contains("1 letters were sent again: 1 are rows now");
            assertThat(resubmit(server, 0)).contains("0 letters were sent again");
            assertThat(ids(server)).hasSize(COUNT).doesNotHaveDuplicates();
            assertThat(Road.rows(server, TABLE))
                    .allSatisfy(row -> assertThat(row.get("seq")).isEqualTo(row.get("order_id")));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ServerBuilder;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands between a lane and its table, one line names it and says what to do; another one says that it is over. */
@Timeout(60)
class StatusLinesTest {

    private static final String TABLE = "main.shop.orders";
    private static final String SQL =
            "CREATE TABLE main.shop.orders (producer_id STRING, seq BIGINT, event_name STRING, order_id BIGINT)";

    @TempDir
    Path directory;

    private ServerBuilder server() {
        return ZerobusServer.builder(directory.resolve("data"))
                .host("127.0.0.1")
                .tick(Duration.ofMillis(100))
                .shutdownGrace(Duration.ZERO)
                .notices(line -> {});
    }

    private ConfigBuilder withDdl(ConfigBuilder config, String sql) throws IOException {
        Path ddl = Files.writeString(directory.resolve("orders.sql"), sql);
        return config.set("table", TABLE).set("schema.source", "ddl").set("schema.file", ddl.toString());
    }

    private static void emit(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
        }
    }

    private static void awaitLine(Road road, String level, String... words) {
        road.await(
                level + " with " + List.of(words),
                () -> road.said.stream()
                        .anyMatch(line -> line.startsWith(level)
                                && List.of(words).stream().allMatch(line::contains)));
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED,   client id and secret",
        "PERMISSION_DENIED, SELECT and MODIFY on the table itself",
        "NOT_FOUND,         create the table",
        "UNIMPLEMENTED,     zerobus.endpoint is the Zerobus endpoint",
        "OUT_OF_RANGE,      check that the client is recent enough",
        "INVALID_ARGUMENT,  compare the columns"
    })
    void aRefusalWhenTheStreamIsOpenedNamesTheRepairAndItsEndIsSaid(Status.Code code, String repair) throws Exception {
        try (ZerobusServer server = server().table(SQL).start();
                InjectedFault refusal = server.faults()
                        .add(Fault.onOpen().status(code, "on purpose").always());
                Road road = Road.start(Road.to(server).set("table", TABLE))) {
            emit(34);
            road.awaitBlocked("lane default is blocked", "34", code + ": on purpose", repair);
            refusal.clear();
            awaitLine(road, "INFO", "lane default is open again after", "34 events waited");
            road.assertDelivered(34);
            assertThat(road.said.stream().filter(line -> line.startsWith("ERROR")))
                    .as("attempts in between are no news")
                    .hasSize(1);
        }
    }

    @Test
    void aTokenEndpointThatRefusesIsNamed() throws Exception {
        PrincipalsFile.NewPrincipal app = PrincipalsFile.newEntry("orders-app", TableName.of(TABLE));
        Path principals =
                Files.writeString(directory.resolve("principals.json"), "{\"principals\": [" + app.entry() + "]}");
        try (ZerobusServer server = server().auth(principals).table(SQL).start();
                InjectedFault refusal =
                        server.faults().add(Fault.onToken().http(403).always());
                Road road = Road.start(Road.to(server)
                        .set("auth", "oauth")
                        .set("client.id", "orders-app")
                        .set("client.secret", app.secret())
                        .set("table", TABLE))) {
            emit(5);
            road.awaitBlocked("blocked", "token endpoint", "403", "check what the service principal may do");
            refusal.clear();
            road.assertDelivered(5);
            awaitLine(road, "INFO", "open again");
        }
    }

    @Test
    void aHostThatDnsDoesNotKnowIsNamed() throws Exception {
        try (ZerobusServer server = server().start();
                Road road = Road.start(withDdl(Road.to(server), SQL).set("endpoint", "https://no-such-host.invalid"))) {
            emit(1);
            awaitLine(road, "WARN", "no-such-host.invalid", "correct the host in zerobus.endpoint, or check DNS");
            assertThat(road.client.close(Duration.ofMillis(50)).remaining()).isEqualTo(1);
        }
    }

    @Test
    void aPortThatNobodyListensAtIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ZerobusServer server = server().start();
                Road road = Road.start(withDdl(Road.to(server), SQL).set("endpoint", "http://127.0.0.1:" + port))) {
            emit(1);
            awaitLine(road, "WARN", "127.0.0.1:" + port, "start the server that should be there");
            assertThat(road.client.close(Duration.ofMillis(50)).remaining()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamed() throws Exception {
        try (ZerobusServer server = server().tls(true).table(SQL).start();
                Road road = Road.start(withDdl(Road.to(server), SQL))) {
            emit(1);
            awaitLine(road, "WARN", "name it by zerobus.trust.certificate");
            assertThat(road.client.close(Duration.ofMillis(50)).remaining()).isEqualTo(1);
        }
    }

    @Test
    void columnsThatAreNotThoseOfTheTableBlockUntilTheyAre() throws Exception {
        String other = SQL.replace("order_id BIGINT", "order_id STRING");
        try (ZerobusServer server = server().table(SQL).start();
                Road road = Road.start(withDdl(Road.to(server), other))) {
            emit(10);
            road.awaitBlocked("blocked", "INVALID_ARGUMENT", "order_id", "compare the columns");
            assertThat(road.lane().setAsideTotal()).isZero();
            withDdl(Road.to(server), SQL);
            road.assertDelivered(10);
            awaitLine(road, "INFO", "open again after", "10 events waited");
        }
    }
}

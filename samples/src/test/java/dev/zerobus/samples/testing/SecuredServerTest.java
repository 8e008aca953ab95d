// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.auth.PrincipalsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as in production: TLS, a service principal and its grants. docs/testing.md shows it. */
class SecuredServerTest {

    private static final String SQL = "CREATE TABLE main.shop.orders (order_id BIGINT)";

    @Test
    void ordersArriveWithCredentialsOverTls(@TempDir Path directory) throws Exception {
        // secured>
        TableName orders = TableName.of("main.shop.orders");
        PrincipalsFile.NewPrincipal app = PrincipalsFile.newEntry("orders-app", orders);
        Path principals =
                Files.writeString(directory.resolve("principals.json"), "{\"principals\": [" + app.entry() + "]}");

        try (ZerobusServer server = ZerobusServer.builder(directory.resolve("data"))
                .auth(principals)
                .tls(true)
                .table(SQL)
                .start()) {
            ZerobusClient client = ZerobusClient.start(ZerobusConfig.builder()
                    .set("endpoint", server.grpcUri().toString())
                    .set("workspace.url", server.httpUri().toString())
                    .set("trust.certificate", String.valueOf(server.certificateFile()))
                    .set("client.id", app.clientId())
                    .set("client.secret", app.secret())
                    .set("table", orders.fullName())
                    .build());
            Events.emit("order_placed", "order_id", 42);
            client.close(Duration.ofSeconds(10));

            server.awaitMaterialised(Duration.ofSeconds(10));
            assertThat(server.reader(orders).rowCount()).isEqualTo(1);
        }
        // <secured
    }
}

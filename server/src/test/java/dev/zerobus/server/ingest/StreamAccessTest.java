// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static dev.zerobus.server.ingest.IngestFixture.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.auth.Privileges;
import dev.zerobus.server.auth.Privileges.ObjectType;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and tokens: the call is refused before any message. */
final class StreamAccessTest {

    private static final String PRINCIPALS = """
            {"principals": [
              {"client_id": "orders-app", "secret": "laptop", "grants": [
                {"object_type": "CATALOG", "object_full_path": "main", "privileges": ["USE CATALOG"]},
                {"object_type": "SCHEMA", "object_full_path": "main.shop", "privileges": ["USE SCHEMA"]},
                {"object_type": "TABLE", "object_full_path": "main.shop.orders", "privileges": ["SELECT", "MODIFY"]}]},
              {"client_id": "reader", "secret": "laptop", "grants": [
                {"object_type": "TABLE", "object_full_path": "main.shop.orders", "privileges": ["SELECT"]}]}]}
            """;

    @TempDir
    Path temp;

    private AccessControl access;
    private IngestFixture zerobus;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(temp.resolve("principals.json"), PRINCIPALS);
        access = AccessControl.fromFile(file, Clock.systemUTC());
        zerobus = new IngestFixture(temp.resolve("wal"), access, IngestLimits.defaults(), 1 << 20);
    }

    @AfterEach
    void stop() throws Exception {
        zerobus.close();
    }

    private static Metadata metadata(String authorization) {
        Metadata metadata = new Metadata();
        metadata.put(StreamOpening.TABLE, ORDERS);
        if (authorization != null) {
            metadata.put(StreamOpening.AUTHORIZATION, authorization);
        }
        return metadata;
    }

    @Test
    void refusesCallsWithoutATokenOrWithAWrongOne() throws Exception {
        for (String authorization : new String[] {null, "Bearer wrong", "Basic abc"}) {
            Status status = zerobus.call(metadata(authorization)).status();
            assertThat(status.getCode()).as("%s", authorization).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(status.getDescription()).isNotBlank();
        }
    }

    @Test
    void refusesPrincipalsWithoutTheGrants() throws Exception {
        String token = access.issue("reader", "laptop", List.of()).value();
        Status status = zerobus.call(metadata("Bearer " + token)).status();
        assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(status.getDescription()).contains(ORDERS);
    }

    @Test
    void takesRecordsOfPrincipalsThatMayWrite() throws Exception {
        List<Privileges> wanted = List.of(
                new Privileges(ObjectType.CATALOG, "main", Set.of("USE CATALOG")),
                new Privileges(ObjectType.SCHEMA, "main.shop", Set.of("USE SCHEMA")),
                new Privileges(ObjectType.TABLE, ORDERS, Set.of("SELECT", "MODIFY")));
        String token = access.issue("orders-app", "laptop", wanted).value();
        TestStream stream = zerobus.call(metadata("Bearer " + token)).createJson(ORDERS);
        stream.next();
        stream.json(0, "{\"order_id\": 1}").awaitAck(0);
        stream.cancel();
    }
}

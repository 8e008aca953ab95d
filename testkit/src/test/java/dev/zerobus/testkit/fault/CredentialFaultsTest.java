// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.testkit.Await;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that emits all the time while its credentials or its schema can not be had; nothing is lost. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
// what the client does about an answer, on the wire of the other tests
@Tag("long")
final class CredentialFaultsTest {

    private static final int FAULTS = Math.max(1, Trial.FAULTS / 2);

    @TempDir
    private Path directory;

    private Trial start() throws Exception {
        PrincipalsFile.NewPrincipal app = PrincipalsFile.newEntry("fault-app", TableName.of(Trial.TABLE));
        Path principals =
                Files.writeString(directory.resolve("principals.json"), "{\"principals\": [" + app.entry() + "]}");
        return Trial.start(
                directory,
                builder -> builder.auth(principals),
                Map.of("auth", "oauth", "client.id", app.clientId(), "client.secret", app.secret()));
    }

    private static void endStreams(Trial trial) {
        trial.server.faults().add(Fault.now().status(Status.Code.UNAVAILABLE));
    }

    @Test
    void survivesTokensThatExpireSoonerThanTheySaid() throws Exception {
        try (Trial trial = start()) {
            trial.suffer(FAULTS, i -> {
                long opened = trial.lane().streamsOpened();
                trial.server.faults().expireTokens();
                endStreams(trial);
                trial.await("another stream", () -> trial.lane().streamsOpened() > opened);
            });
            trial.finish("expired tokens");
        }
    }

    @Test
    void survivesARevokedGrantUntilItIsGivenBack() throws Exception {
        try (Trial trial = start()) {
            trial.suffer(FAULTS, i -> {
                InjectedFault revoked = trial.server.faults().revoke(Trial.TABLE);
                trial.await("the lane to be blocked", () -> trial.lane().state().equals("BLOCKED"));
                assertThat(revoked.fired()).isPositive();
                revoked.clear();
            });
            assertThat(trial.said).anyMatch(line -> line.startsWith("ERROR") && line.contains("4024"));
            trial.finish("revoked grants");
        }
    }

    @Test
    void survivesATokenEndpointThatIsOutOfOrder() throws Exception {
        try (Trial trial = start()) {
            List<Fault> faults = List.of(
                    Fault.onToken().http(503).times(3),
                    Fault.onToken().http(500).times(3),
                    Fault.onToken().http(429, 1),
                    Fault.onToken().malformed().times(2),
                    Fault.onToken().reset().times(2));
            trial.suffer(FAULTS, i -> {
                InjectedFault fault = trial.server.faults().add(faults.get(i % faults.size()));
                // a new token is asked for when the old one is no good any more
                trial.server.faults().expireTokens();
                endStreams(trial);
                assertThat(fault.awaitFired(1, Await.LONG)).as(fault.toString()).isTrue();
            });
            trial.finish("token endpoint out of order");
        }
    }

    @Test
    void survivesATokenEndpointThatHangs() throws Exception {
        try (Trial trial = start()) {
            trial.suffer(FAULTS, i -> {
                InjectedFault hanging =
                        trial.server.faults().add(Fault.onToken().hang().always());
                trial.server.faults().expireTokens();
                endStreams(trial);
                assertThat(hanging.awaitFired(1, Await.LONG)).isTrue();
                long accepted = trial.lane().accepted();
                trial.await("the application to go on", () -> trial.lane().accepted() > accepted + 100);
                hanging.clear();
            });
            trial.finish("hanging token endpoint");
        }
    }

    @Test
    void survivesASecretThatIsRefusedForAWhile() throws Exception {
        try (Trial trial = start()) {
            trial.suffer(FAULTS, i -> {
                InjectedFault refused =
                        trial.server.faults().add(Fault.onToken().http(401).always());
                trial.server.faults().expireTokens();
                endStreams(trial);
                trial.await("the lane to be blocked", () -> trial.lane().state().equals("BLOCKED"));
                refused.clear();
            });
            trial.finish("refused secret");
        }
    }

    @Test
    void startsAlthoughTheSchemaCanNotBeHadAtFirst() throws Exception {
        for (Fault fault : List.of(
                Fault.onLookup().http(503).times(3),
                Fault.onLookup().malformed().times(2),
                Fault.onLookup().reset().times(2),
                Fault.onLookup().http(403).times(2))) {
            Path place = Files.createTempDirectory(directory, "lookup");
            InjectedFault[] injected = new InjectedFault[1];
            try (Trial trial = Trial.start(
                    place,
                    builder -> {},
                    Map.of(),
                    server -> injected[0] = server.faults().add(fault))) {
                trial.suffer(1, i -> {});
                assertThat(injected[0].fired()).as(fault.toString()).isPositive();
                trial.finish("look-up: " + fault);
            }
        }
    }
}

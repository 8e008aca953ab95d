// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Conflicting;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other versions of what the agent has inside, on the class path of the application, which uses them. */
class ConflictTest {

    /** Each is initialised; what is inside has other versions of all of them. */
    private static final Map<String, String> CLASSES = Map.of(
            "io.grpc.ManagedChannelProvider", "grpc-api-1.38.0.jar",
            "io.grpc.NameResolverRegistry", "grpc-api-1.38.0.jar",
            "com.google.protobuf.CodedOutputStream", "protobuf-java-3.25.5.jar",
            "com.google.protobuf.DescriptorProtos", "protobuf-java-3.25.5.jar",
            "com.google.common.collect.ImmutableMap", "guava-16.0.1.jar",
            "com.lmax.disruptor.RingBuffer", "disruptor-3.4.4.jar",
            "com.fasterxml.jackson.core.JsonFactory", "jackson-core-2.12.4.jar",
            "net.bytebuddy.ByteBuddy", "byte-buddy-1.14.12.jar");

    @TempDir
    Path temp;

    @Test
    void eachSideHasTheVersionsOfItsOwn() throws Exception {
        Map<String, String> classes = new LinkedHashMap<>(CLASSES);
        try (LogServer server =
                LogServer.start(temp, "CREATE TABLE t.c.events (event_name STRING, n BIGINT, what STRING)")) {
            Map<String, String> options = new LinkedHashMap<>(server.options("t.c.events"));
            options.put("agent.rules", Conflicting.class.getName() + "#record {arg0=what}");
            AgentApp agentApp = AgentApp.in(temp).classes(Conflicting.class).api();
            try (Stream<Path> jars = Files.list(AgentApp.agentJar().resolveSibling("conflict"))) {
                jars.sorted().forEach(agentApp::library);
            }
            try (JavaProcess app = agentApp.command(options)
                    .arguments(classes.keySet().toArray())
                    .start()) {
                assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
                List<String> expected = Stream.concat(
                                classes.entrySet().stream().map(e -> e.getKey() + " of " + e.getValue()),
                                Stream.of("accepted true", "recorded one", "delivered true"))
                        .toList();
                assertThat(app.stdout()).containsExactlyInAnyOrderElementsOf(expected);
                // from JDK 24 on it warns about what the application's own, old Disruptor does
                assertThat(app.stderr())
                        .allMatch(line -> line.startsWith("WARNING: ") && !line.contains("zerobus-agent"));
            }
            assertThat(server.rows("t.c.events"))
                    .extracting(row -> row.get("event_name"))
                    .containsExactly("conflict", "record");
        }
    }
}

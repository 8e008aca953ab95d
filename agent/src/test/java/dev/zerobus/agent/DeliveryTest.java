// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.zerobus.agent.app.Farewell;
import dev.zerobus.agent.app.Late;
import dev.zerobus.agent.app.Shop;
import dev.zerobus.agent.app.Thrifty;
import dev.zerobus.agent.app.TwoClients;
import dev.zerobus.agent.app.War;
import dev.zerobus.agent.app.Wars;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JarBuilder;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: an application with the API's jar, the agent as it is published, a server, a table. */
class DeliveryTest {

    private static final String COLUMNS =
            "(event_name STRING, n BIGINT, ok BOOLEAN, ratio DOUBLE, small FLOAT, letter STRING, note STRING,"
                    + " message STRING, severity_number INT, seq BIGINT)";

    @TempDir
    static Path directory;

    private static LogServer server;

    @TempDir
    Path temp;

    @BeforeAll
    static void startTheServer() throws Exception {
        String[] tables = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
        for (int i = 0; i < tables.length; i++) {
            tables[i] = "CREATE TABLE t.shop." + tables[i] + " " + COLUMNS;
        }
        server = LogServer.start(directory, tables);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void everyEventOfAShortProgramBecomesARowInItsOrder() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Shop.class)
                .api()
                .command(server.options("t.shop.a"))
                .arguments(100)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout()).containsExactly("enabled true accepted 100");
            assertThat(app.stderr()).isEmpty();
        }
        List<Map<String, Object>> rows = server.rows("t.shop.a");
        assertThat(rows).hasSize(100);
        assertThat(rows.get(0)).containsEntry("event_name", "early").containsEntry("seq", 0L);
        for (int i = 1; i < 100; i++) {
            assertThat(rows.get(i))
                    .containsEntry("event_name", "order")
                    .containsEntry("n", (long) i)
                    .containsEntry("ok", true)
                    .containsEntry("ratio", 0.5)
                    .containsEntry("small", 0.1f)
                    .containsEntry("letter", "é")
                    .containsEntry("note", "note " + i)
                    .containsEntry("message", "order " + i)
                    .containsEntry("severity_number", 13)
                    .containsEntry("seq", (long) i);
        }
    }

    @Test
    void whatShutdownHooksEmitArrivesToo() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Farewell.class)
                .api()
                .command(server.options("t.shop.b"))
                .start()) {
            app.awaitLine("ready");
            assertThat(app.terminate()).isEqualTo(143);
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.b"))
                .extracting(row -> row.get("n"))
                .containsExactlyElementsOf(LongStream.rangeClosed(0, 20).boxed().toList());
    }

    @Test
    void theFirstEventOfAProcessMayComeFromAShutdownHook() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Farewell.class)
                .api()
                .command(server.options("t.shop.h"))
                .arguments("silent")
                .start()) {
            app.awaitLine("ready");
            assertThat(app.terminate()).isEqualTo(143);
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.h"))
                .extracting(row -> row.get("n"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void everyClassLoadersOwnCopyIsLinkedAndNoneIsKept() throws Exception {
        Path[] war = AgentApp.in(temp).classes(War.class).api().classPath();
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Wars.class)
                .command(server.options("t.shop.c"))
                .arguments((Object[]) war)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout())
                    .containsExactly("own copy true accepted 200", "own copy true accepted 200", "dropped true");
            assertThat(app.stderr()).isEmpty();
        }
        List<Map<String, Object>> rows = server.rows("t.shop.c");
        assertThat(rows).filteredOn(row -> row.get("n").equals(1L)).hasSize(200);
        assertThat(rows).filteredOn(row -> row.get("n").equals(2L)).hasSize(200);
        assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("note", "ticket"));
    }

    @Test
    void anAgentThatComesLateMakesCopiesLiveThatWereAskedBefore() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Late.class)
                .api()
                .jvm("-XX:+EnableDynamicAgentLoading")
                .plain()
                .start()) {
            app.awaitLine("ready");
            app.send("before");
            app.awaitLine("before false");
            attach(app.pid(), server.options("t.shop.d"));
            app.send("after");
            app.awaitLine("after true");
            app.endInput();
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.d")).extracting(row -> row.get("note")).containsExactly("after");
    }

    private static void attach(long pid, Map<String, String> options) throws Exception {
        String arguments = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(","));
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        machine.loadAgent(AgentApp.agentJar().toString(), arguments);
        machine.loadAgent(AgentApp.agentJar().toString(), arguments);
        machine.detach();
    }

    @Test
    void anAgentThatWasSwitchedOffStartsWhenItIsAttachedWithOtherOptions() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Late.class)
                .api()
                .jvm("-XX:+EnableDynamicAgentLoading")
                .command(Map.of("enabled", "false"))
                .start()) {
            app.awaitLine("ready");
            app.send("before");
            app.awaitLine("before false");
            Map<String, String> options = new LinkedHashMap<>(server.options("t.shop.i"));
            options.put("enabled", "true");
            attach(app.pid(), options);
            app.send("after");
            app.awaitLine("after true");
            app.endInput();
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.i")).extracting(row -> row.get("note")).containsExactly("after");
    }

    @Test
    void librariesOfTheApplicationAndOfTheAgentDoNotMeet() throws Exception {
        Path libraries = new JarBuilder()
                .text("META-INF/services/io.grpc.ManagedChannelProvider", "no.such.Provider")
                .text("META-INF/services/io.grpc.NameResolverProvider", "no.such.Provider")
                .text("io/grpc/ManagedChannelRegistry.class", "an older one, which would not even load")
                .text("com/google/protobuf/Message.class", "likewise")
                .text("com/google/common/base/Preconditions.class", "likewise")
                .text("com/lmax/disruptor/Sequencer.class", "likewise")
                .text("com/fasterxml/jackson/core/JsonFactory.class", "likewise")
                .text("dev/zerobus/core/ZerobusClient.class", "likewise")
                .text("net/bytebuddy/ByteBuddy.class", "likewise")
                .write(temp.resolve("libraries.jar"));
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Shop.class)
                .library(libraries)
                .api()
                .command(server.options("t.shop.e"))
                .arguments(10)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout()).containsExactly("enabled true accepted 10");
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.e")).hasSize(10);
    }

    @Test
    void anEventCrossesTheBorderWithoutAllocationButForTheBuilderItself() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Thrifty.class)
                .api()
                .command(server.options("t.shop.f"))
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            // the builder's 16 bytes go where the compiler sees the whole expression; nothing on the way costs more
            assertThat(app.stdout()).containsAnyOf("bytes 0", "bytes 16").hasSize(1);
        }
    }

    @Test
    void aListenerOfTheApplicationsOwnGoesFirstAndTheAgentListensAgainAfterIt() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(TwoClients.class)
                .api()
                .command(server.options("t.shop.g"))
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout())
                    .containsExactly(
                            "agent was there true", "own listener got own", "detached true", "agent again true");
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(server.rows("t.shop.g")).extracting(row -> row.get("n")).containsExactly(1L, 3L);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Plain;
import dev.zerobus.agent.app.Probe;
import dev.zerobus.agent.app.Shop;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.agent.testing.LoadedClasses;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JarBuilder;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does, and does not do, to a process that starts with it. */
class StartTest {

    /** Nobody listens there; nothing is waited for at the end. */
    private static final Map<String, String> NOWHERE = Map.of(
            "endpoint", "http://localhost:1",
            "workspace.url", "http://localhost:2",
            "auth", "none",
            "table", "a.b.c",
            "shutdown.hook", "false");

    private static final String WITHOUT = "enabled false accepted 0";

    @TempDir
    Path temp;

    private AgentApp shop() {
        return AgentApp.in(temp).classes(Shop.class).api();
    }

    private static JavaProcess ended(JavaCommand command) throws Exception {
        try (JavaProcess app = command.start()) {
            app.awaitExit(Await.LONG);
            return app;
        }
    }

    @Test
    void theApplicationSeesTheLauncherAndTheBridgeAndNothingElse() throws Exception {
        JavaProcess app = ended(AgentApp.in(temp)
                .classes(Probe.class)
                .api()
                .command(NOWHERE)
                .arguments(
                        "dev.zerobus.agent.Bridge",
                        "dev.zerobus.agent.runtime.AgentRuntime",
                        "dev.zerobus.core.ZerobusClient",
                        "io.grpc.Channel",
                        "com.google.protobuf.Message",
                        "com.google.common.base.Preconditions",
                        "com.fasterxml.jackson.core.JsonFactory",
                        "com.lmax.disruptor.Sequencer",
                        "net.bytebuddy.ByteBuddy",
                        "kotlin.Unit"));
        assertThat(app.stdout())
                .containsExactly(
                        "dev.zerobus.agent.Bridge true",
                        "dev.zerobus.agent.runtime.AgentRuntime false",
                        "dev.zerobus.core.ZerobusClient false",
                        "io.grpc.Channel false",
                        "com.google.protobuf.Message false",
                        "com.google.common.base.Preconditions false",
                        "com.fasterxml.jackson.core.JsonFactory false",
                        "com.lmax.disruptor.Sequencer false",
                        "net.bytebuddy.ByteBuddy false",
                        "kotlin.Unit false",
                        "services 0",
                        "enabled true");
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void beforeMainNothingIsInitialisedThatIsTheApplications() throws Exception {
        Set<String> with = LoadedClasses.beforeMain(shop(), temp, "-javaagent:" + AgentApp.agentJar(), NOWHERE);
        Set<String> without = LoadedClasses.beforeMain(shop(), temp, "-javaagent:" + emptyAgent(), NOWHERE);
        Set<String> ours = new TreeSet<>(with);
        ours.removeAll(without);

        assertThat(with).contains("dev.zerobus.agent.runtime.AgentRuntime");
        assertThat(ours)
                .as("loaded before main because of the agent")
                .noneMatch(name -> name.startsWith("java.util.logging."))
                .noneMatch(name -> name.startsWith("sun.util.logging."))
                .noneMatch(name -> name.startsWith("javax.management.") || name.startsWith("java.lang.management."))
                .noneMatch(name -> name.startsWith("java.nio.file.FileSystems"))
                // what the JDK compares when one jar is opened twice
                .noneMatch(name -> name.startsWith("sun.nio.fs.") && !name.endsWith("FileKey"))
                .noneMatch(name -> name.startsWith("java.net.http.") || name.startsWith("sun.net.www."))
                .noneMatch(name -> name.startsWith("net.bytebuddy."))
                .noneMatch(name -> name.startsWith("io.grpc.") || name.startsWith("com.google."))
                .noneMatch(name -> name.startsWith("dev.zerobus.core.ZerobusClient"))
                .noneMatch(name -> name.contains("$$Lambda") && name.startsWith("dev.zerobus."))
                .as("the JDK's machinery, of which the first use costs more than all of our classes")
                .noneMatch(name -> name.startsWith("java.util.regex.Matcher") || name.startsWith("java.util.stream."))
                .noneMatch(name -> name.startsWith("java.lang.reflect.Proxy") || name.contains(".annotation."))
                .as("what reads classes that are not needed for the start")
                .doesNotContain("dev.zerobus.agent.ClassBundle$Index");
        assertThat(ours.stream().filter(name -> name.startsWith("dev.zerobus.")))
                .as("our classes before main: each costs about a sixth of a millisecond")
                .hasSizeLessThan(100);
    }

    @Test
    void aProcessThatEmitsNothingEndsAsItWouldWithoutTheAgent() throws Exception {
        Map<String, String> options = new HashMap<>(NOWHERE);
        options.remove("shutdown.hook");
        Set<String> with = LoadedClasses.ofRun(quiet(), temp, "-javaagent:" + AgentApp.agentJar(), options);
        Set<String> without = LoadedClasses.ofRun(quiet(), temp, "-javaagent:" + emptyAgent(), options);
        with.removeAll(without);
        assertThat(with).contains("dev.zerobus.agent.runtime.Shutdown$Arranging");
        assertThat(with)
                .as("loaded because of the agent, before main or until the end")
                .doesNotContain("dev.zerobus.agent.runtime.Shutdown")
                .noneMatch(name -> name.startsWith("java.lang.invoke."))
                .noneMatch(name -> name.contains("$$Lambda"));
    }

    private AgentApp quiet() {
        return AgentApp.in(temp).classes(Plain.class);
    }

    /** An agent that does nothing: the JVM prepares for it all the same. */
    private Path emptyAgent() throws IOException {
        return new JarBuilder()
                .manifest("Premain-Class", EmptyAgent.class.getName())
                .classes(EmptyAgent.class)
                .write(temp.resolve("empty-agent.jar"));
    }

    @Test
    void theKillSwitchIsSilent() throws Exception {
        JavaProcess app = ended(
                shop().command(Map.of("enabled", "false", "endpoint", "::")).arguments(10, 3));
        assertThat(app.stdout()).containsExactly(WITHOUT);
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void aWrongConfigurationIsReportedOnceAndTheApplicationRunsAsItWould() throws Exception {
        try (JavaProcess app = shop().command(Map.of("ring.sise", "1KiB", "auth", "none"))
                .arguments(10, 7)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isEqualTo(7);
            assertThat(app.stdout()).containsExactly(WITHOUT);
            assertThat(app.stderr().get(0))
                    .startsWith("zerobus: ERROR the agent does not start, the application runs without it:");
            assertThat(app.stderr())
                    .anyMatch(line -> line.contains("zerobus.endpoint is not set"))
                    .anyMatch(line -> line.contains("zerobus.ring.sise") && line.contains("did you mean"));
            assertThat(app.stderr())
                    .filteredOn(line -> line.startsWith("zerobus:"))
                    .hasSize(1);
        }
    }

    @Test
    void programsThatAreNamedAreLeftAlone() throws Exception {
        JavaProcess app =
                ended(shop().command(NOWHERE).jvm("-Dzerobus.agent.skip-main=org.example.*,dev.zerobus.agent.app.Sh*"));
        assertThat(app.stdout()).containsExactly(WITHOUT);
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void theToolsOfTheJdkAreLeftAlone() throws Exception {
        ProcessBuilder javac = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-version");
        // without any options: in an application that would be reported
        javac.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + AgentApp.agentJar());
        Process process = javac.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output.lines()).hasSize(2).anyMatch(line -> line.startsWith("javac "));
        assertThat(output).contains("Picked up JAVA_TOOL_OPTIONS").doesNotContain("zerobus:");
    }

    @Test
    void twoAgentsAreOne() throws Exception {
        JavaProcess app = ended(shop().command(NOWHERE).jvm("-javaagent:" + AgentApp.agentJar() + "=nonsense"));
        assertThat(app.stdout()).containsExactly("enabled true accepted 10");
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void anUberJarIsRefused() throws Exception {
        Path uber = agentCopy().classes(Shop.class).write(temp.resolve("uber.jar"));
        JavaProcess app = ended(shop().plain()
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-javaagent:" + uber)
                .arguments(10, 5));
        assertThat(app.stdout()).containsExactly(WITHOUT);
        assertThat(app.stderr())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("zerobus: ERROR the agent does not start:")
                        .contains("uber.jar has classes of others in it")
                        .endsWith("; the application runs without it"));
    }

    @Test
    void contentThatIsMissingIsReportedInOneLine() throws Exception {
        JarBuilder visible = new JarBuilder().manifest("Premain-Class", Launcher.class.getName());
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    visible.bytes(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        assertOneLine(visible, "lacks its content");
    }

    @Test
    void aDamagedClassIsReportedInOneLine() throws Exception {
        byte[] start;
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            start = jar.getInputStream(jar.getEntry(StartBundle.NAME)).readAllBytes();
        }
        int from = StartBundle.from(start, StartBundle.find(start, "dev.zerobus.agent.runtime.AgentRuntime"));
        start[from] = 0;
        assertOneLine(agentCopy().bytes(StartBundle.NAME, start), "AgentRuntime");
    }

    @Test
    void damagedClassesOfTheStartAreReportedInOneLine() throws Exception {
        assertOneLine(agentCopy().text(StartBundle.NAME, "these are no classes"), StartBundle.NAME + " is damaged");
    }

    private void assertOneLine(JarBuilder jar, String why) throws Exception {
        Path damaged = jar.write(temp.resolve("damaged.jar"));
        JavaProcess app = ended(shop().plain()
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-javaagent:" + damaged)
                .arguments(10, 5));
        assertThat(app.stdout()).containsExactly(WITHOUT);
        assertThat(app.stderr())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("zerobus: ERROR the agent does not start:")
                        .contains(why)
                        .endsWith("; the application runs without it"));
    }

    @Test
    void damagedLibrariesRefuseEventsAndNothingElse() throws Exception {
        Path damaged = agentCopy().text("inst/libraries.data", "rubbish").write(temp.resolve("damaged.jar"));
        try (JavaProcess app = shop().plain()
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-javaagent:" + damaged, "-Dzerobus.shutdown.hook=true")
                .arguments(10, 5)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isEqualTo(5);
            assertThat(app.stdout()).hasSize(1);
            assertThat(app.stderr())
                    .filteredOn(line -> line.startsWith("zerobus: ERROR"))
                    .hasSize(1);
        }
    }

    private static JarBuilder agentCopy() throws IOException {
        JarBuilder copy = new JarBuilder()
                .manifest("Premain-Class", Launcher.class.getName())
                .manifest("Zerobus-Agent-Entries", "1")
                .manifest("Can-Retransform-Classes", "true");
        return copy.everythingOf(AgentApp.agentJar());
    }

    @Test
    void worksUnderASystemClassLoaderOfTheApplicationsOwn() throws Exception {
        Path[] classPath = AgentApp.in(temp)
                .classes(Shop.class, OwnSystemLoader.class)
                .api()
                .classPath();
        JavaProcess app = ended(JavaProcess.of()
                .classPath(classPath)
                .main(Shop.class)
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-Xshare:off", "-Djava.system.class.loader=" + OwnSystemLoader.class.getName())
                .jvm("-javaagent:" + AgentApp.agentJar()));
        assertThat(app.stdout()).containsExactly("enabled true accepted 10");
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void everyClassOfTheAgentIsVerified() throws Exception {
        JavaProcess app =
                ended(shop().command(NOWHERE).jvm("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal"));
        assertThat(app.stdout()).containsExactly("enabled true accepted 10");
        assertThat(app.stderr()).isEmpty();
    }

    @Test
    void theConfigurationMayComeFromAFile() throws Exception {
        StringBuilder text = new StringBuilder();
        NOWHERE.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path file = Files.writeString(temp.resolve("zerobus.properties"), text);
        JavaProcess app = ended(shop().plain().jvm("-javaagent:" + AgentApp.agentJar() + "=config=" + file));
        assertThat(app.stdout()).containsExactly("enabled true accepted 10");
        assertThat(app.stderr()).isEmpty();
    }
}

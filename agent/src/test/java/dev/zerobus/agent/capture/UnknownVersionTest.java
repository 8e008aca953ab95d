// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.OddHook;
import dev.zerobus.agent.app.UnknownVersions;
import dev.zerobus.agent.app.WithoutHook;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JarBuilder;
import dev.zerobus.testkit.JavaProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A framework that is not as the agent knows it is said in one line, and works as it does without the agent. */
class UnknownVersionTest {

    private static final String LOG4J2 = "org.apache.logging.log4j.core.config.LoggerConfig";
    private static final String LOGBACK = "ch.qos.logback.classic.Logger";

    private static final Map<String, String> NOWHERE = Map.of(
            "endpoint", "http://localhost:1",
            "workspace.url", "http://localhost:2",
            "auth", "none",
            "table", "a.b.c");

    @TempDir
    Path temp;

    @Test
    void eachIsSaidInOneLineHoweverOftenItIsLoaded() throws Exception {
        String log4j2 = under(LOG4J2, WithoutHook.class, "a.jar");
        String logback = under(LOGBACK, WithoutHook.class, "b.jar");
        String odd = under(LOG4J2, OddHook.class, "c.jar");
        try (JavaProcess app = AgentApp.in(temp)
                .classes(UnknownVersions.class)
                .jvm("-XX:+UseSerialGC")
                .command(NOWHERE)
                .arguments(log4j2, log4j2, logback, logback, odd, odd)
                .start()) {
            app.awaitLine("all said");
            Await.until("the last line", () -> app.stderr().size() >= 3);
            app.endInput();
            assertThat(app.awaitExit(Await.LONG)).isZero();
            assertThat(app.stdout())
                    .containsExactly(
                            "it says LoggerConfig 1 methods",
                            "it says LoggerConfig 1 methods",
                            "it says Logger 1 methods",
                            "it says Logger 1 methods",
                            "it says LoggerConfig oddly 2 methods",
                            "it says LoggerConfig oddly 2 methods",
                            "all said");
            assertLines(app.stderr());
        }
    }

    private static void assertLines(List<String> lines) {
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("zerobus: WARN "));
        for (String name : List.of(LOG4J2, LOGBACK)) {
            assertThat(lines)
                    .filteredOn(line -> line.contains(name + " has not the method that log events pass"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("its log events are not captured"));
        }
        assertThat(lines)
                .filteredOn(line -> line.contains(LOG4J2 + " could not be made to emit events and stays as it is: "))
                .hasSize(1);
    }

    /** Puts a class under another name into a jar. */
    private String under(String name, Class<?> type, String jar) throws Exception {
        byte[] renamed = new ByteBuddy().redefine(type).name(name).make().getBytes();
        Path place = new JarBuilder()
                .bytes(name.replace('.', '/') + ".class", renamed)
                .write(temp.resolve(jar));
        return name + File.pathSeparator + place;
    }
}

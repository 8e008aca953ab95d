// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Logs;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.agent.testing.LoadedClasses;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that starts from an archive of its classes (AppCDS) does so with the agent, too. */
class SharedArchiveTest {

    private static final Map<String, String> OPTIONS = Map.of(
            "endpoint", "http://localhost:1",
            "workspace.url", "http://localhost:2",
            "auth", "none",
            "table", "a.b.c");

    @TempDir
    Path temp;

    @Test
    void allClassesThatAreNotWovenComeFromTheArchiveAsTheyDoWithoutTheAgent() throws Exception {
        Path archive = temp.resolve("app.jsa");
        run(app().plain().jvm("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));

        Set<String> without = shared(app().plain(), archive);
        Map<String, String> nothingWoven = new HashMap<>(OPTIONS);
        nothingWoven.put("agent.capture.frameworks", "none");

        assertThat(without).as("classes of log4j from the archive").hasSizeGreaterThan(200);
        assertThat(shared(app().command(nothingWoven), archive)).isEqualTo(without);
        Set<String> lost = new TreeSet<>(without);
        lost.removeAll(shared(app().command(OPTIONS), archive));
        assertThat(lost)
                .as("changed by the agent, so that the JVM takes it from its jar, and what extends it")
                .contains(LoggerConfig.class.getName())
                .allMatch(name -> LoggerConfig.class.isAssignableFrom(loaded(name)));
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, SharedArchiveTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Jars only: the JVM archives nothing of a class path with directories. */
    private AgentApp app() {
        return AgentApp.in(temp).classes(Logs.class).library(Logger.class).library(LoggerContext.class);
    }

    private Set<String> shared(JavaCommand command, Path archive) throws Exception {
        Path log = temp.resolve("classes-" + System.nanoTime() + ".log");
        run(command.jvm("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", LoadedClasses.option(log)));
        return LoadedClasses.read(log).stream()
                .filter(loaded -> loaded.source().startsWith("shared objects file"))
                .map(LoadedClasses.Loaded::name)
                .filter(name -> name.startsWith("org.apache.logging.log4j.") && !name.contains("$$Lambda"))
                .collect(Collectors.toSet());
    }

    private static void run(JavaCommand command) throws Exception {
        try (JavaProcess app = command.start()) {
            assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
            assertThat(app.stdout()).contains("logged by " + Logs.class.getName());
            assertThat(app.stderr()).as("standard error of %s", app).isEmpty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Plain;
import dev.zerobus.agent.app.Workshop;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded when something is woven, and when nothing is. */
class LazyWeavingTest {

    private static final Map<String, String> OPTIONS = Map.of(
            "endpoint", "http://127.0.0.1:1",
            "workspace.url", "http://127.0.0.1:1",
            "auth", "none",
            "table", "a.b.c",
            "shutdown.timeout", "100ms");

    @TempDir
    Path temp;

    private List<String> loaded(Class<?> main, Map<String, String> more) throws Exception {
        Path log = temp.resolve("classes.txt");
        Map<String, String> options = new LinkedHashMap<>(OPTIONS);
        options.putAll(more);
        try (JavaProcess app = AgentApp.in(temp)
                .classes(main)
                .api()
                .jvm("-Xlog:class+load=info:file=" + log)
                .command(options)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
        }
        return Files.readAllLines(log);
    }

    @Test
    void nothingWovenIsNoByteBuddyAndNoLogging() throws Exception {
        List<String> classes = loaded(Plain.class, Map.of());
        assertThat(classes).anyMatch(line -> line.contains("dev.zerobus.agent.weave.WeavingTransformer"));
        assertThat(classes).noneMatch(line -> line.contains("net.bytebuddy"));
        assertThat(classes).noneMatch(line -> line.contains(" java.util.logging.Logger "));
        assertThat(classes).noneMatch(line -> line.contains("com.fasterxml.jackson"));
    }

    @Test
    void aRuleForAnotherClassIsNoByteBuddy() throws Exception {
        List<String> classes = loaded(Plain.class, Map.of("agent.rules", "com.acme.*#go; com.acme.Orders#place"));
        assertThat(classes).noneMatch(line -> line.contains("net.bytebuddy"));
    }

    @Test
    void theFirstClassThatIsWovenBringsIt() throws Exception {
        List<String> classes = loaded(Workshop.class, Map.of());
        assertThat(classes).anyMatch(line -> line.contains("net.bytebuddy.ByteBuddy "));
        // its nexus and its use of Unsafe are what a JVM of today warns of
        assertThat(classes).noneMatch(line -> line.contains("net.bytebuddy.dynamic.Nexus "));
    }
}

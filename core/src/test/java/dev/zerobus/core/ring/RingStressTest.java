// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the ring under jcstress, in JVMs of its own. Short by default; {@code -Djcstress.mode=default} (or tough, stress)
 * gives it jcstress's own modes with all its JVM configurations, for minutes to hours.
 */
class RingStressTest {

    private static final String MODE = System.getProperty("jcstress.mode", "short");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // the process has its own deadline
    void showsNoForbiddenOutcomeUnderClaimFullPublishGateWrapAndClose() throws Exception {
        Path output = directory.resolve("output.txt");
        Process jcstress = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = jcstress.waitFor(MODE.equals("short") ? 10 : 24 * 60, TimeUnit.MINUTES);
            String said = read(output);
            assertThat(ended).as("jcstress ended in time:%n%s", said).isTrue();
            assertThat(jcstress.exitValue())
                    .as("jcstress found an error:%n%s", said)
                    .isZero();
            for (String test : List.of("Claim", "Full", "Publish", "Gate", "Wrap", "Close")) {
                assertThat(said).containsPattern("\\[OK\\] dev\\.zerobus\\.core\\.ring\\." + test + "Stress");
            }
            assertThat(said)
                    .doesNotContain("[FAILED]")
                    .doesNotContain("[ERROR]")
                    .doesNotContain("[TIMEOUT]");
        } finally {
            jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
            jcstress.destroyForcibly();
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-t", "dev.zerobus.core.ring", "-r", "report/", "-v"));
        if (MODE.equals("short")) {
            // One set of JVM arguments and one fork a test, some hundred thousand races each: under a minute. The mode
            // "sanity" would be shorter, but its actors hardly meet: it overlooks a ring that publishes before it
            // copies.
            command.addAll(
                    List.of("-m", "quick", "-f", "1", "-fsm", "1", "-iters", "2", "-time", "300", "-sc", "false"));
            command.addAll(List.of("-jvmArgs", "-Xmx256m", "-hs", "256"));
        } else {
            command.addAll(List.of("-m", MODE));
        }
        return command;
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A log event with a formatted message and context allocates nothing, counted by the JVM itself. */
class LogAllocationTest {

    @Test
    void allocatesNothingForALogEventWithContext() throws Exception {
        // A JVM of its own, as for NoAllocationTest.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Xbatch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogAllocationProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(perEvent(said, "plain")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "markers")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "redacted")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "control"))
                .as("the probe sees allocation: %s", said)
                .isGreaterThan(16.0);
    }

    private static double perEvent(String said, String name) {
        return said.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
    }
}

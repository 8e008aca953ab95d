// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.OwnJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log event with a formatted message and context allocates nothing, counted by the JVM itself. */
class LogAllocationTest {

    @Test
    void allocatesNothingForALogEventWithContext() throws Exception {
        // A JVM of its own, as for NoAllocationTest.
        String said = OwnJvm.run(LogAllocationProbe.class, List.of("-Xmx256m", "-Xbatch"));
        assertThat(perEvent(said, "plain")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "markers")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "template")).as(said).isLessThan(1.0);
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

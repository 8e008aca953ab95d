// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.OwnJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An emit of primitives and short texts allocates nothing, counted by the JVM itself. */
class NoAllocationTest {

    @Test
    void allocatesNothingForAnEmitOfPrimitivesAndShortTexts() throws Exception {
        assertNothingIsAllocated();
    }

    @Test
    void allocatesNothingWhereEventsHaveAnOrderKey() throws Exception {
        assertNothingIsAllocated("keyed");
    }

    private static void assertNothingIsAllocated(String... arguments) throws Exception {
        // A JVM of its own: the coverage agent allocates in the classes it counts, and other tests load other sinks.
        // -Xbatch: compiled when it is time to, however busy the machine is
        String said = OwnJvm.run(AllocationProbe.class, List.of("-Xmx256m", "-Xbatch"), arguments);
        assertThat(said).contains("control");

        assertThat(perEvent(said, "builder")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "threads")).as(said).isLessThan(1.0);
        assertThat(perEvent(said, "nobody")).as(said).isLessThan(1.0);
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

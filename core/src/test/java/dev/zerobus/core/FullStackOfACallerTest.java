// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.OwnJvm;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: a class that is first used at the end of a stack is broken for every test that comes after. */
class FullStackOfACallerTest {

    @Test
    void nothingIsBrokenForGoodByCallersAtTheEndOfTheirStacks() throws Exception {
        List<String> said =
                OwnJvm.run(FullStackProgram.class, List.of()).lines().collect(Collectors.toList());
        assertThat(said)
                .filteredOn(line -> !line.startsWith("zerobus: "))
                .as("one value of the application's is broken, on purpose")
                .containsExactly(
                        "taken true",
                        "taken true",
                        "taken true",
                        "drops the same true",
                        "TOSTRING_FAILED 1",
                        "overflows true");
    }
}

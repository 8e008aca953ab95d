// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: a class that is first used at the end of a stack is broken for every test that comes after. */
class FullStackOfACallerTest {

    @Test
    void nothingIsBrokenForGoodByCallersAtTheEndOfTheirStacks() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullStackProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> said =
                new String(process.getInputStream().readAllBytes()).lines().collect(Collectors.toList());
        assertThat(process.waitFor()).as(said.toString()).isZero();
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

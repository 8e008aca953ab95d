// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What logging allocates on the thread that logs, in a process in which nothing else happens. */
final class AllocationTest {

    @Test
    void anEventAllocatesNothingBeyondWhatLog4jAllocatesItself(@TempDir Path place) throws Exception {
        try (LogServer server = LogServer.start(Files.createDirectories(place.resolve("server")));
                JavaProcess probe = JavaProcess.of()
                        .jvm("-Xmx512m")
                        .environment(Forked.environment(server, server.freshTable()))
                        .main(AllocationProbe.class)
                        .start()) {
            assertThat(probe.awaitExit(Duration.ofSeconds(120)))
                    .as(probe.toString())
                    .isZero();
            Map<String, Double> bytes = probe.stdout().stream()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));

            assertThat(bytes).containsOnlyKeys("nobody", "zerobus", "control");
            assertThat(bytes.get("control"))
                    .as("the probe sees 16 bytes: " + bytes)
                    .isBetween(bytes.get("nobody") + 15, bytes.get("nobody") + 18);
            assertThat(bytes.get("zerobus") - bytes.get("nobody"))
                    .as("bytes of ours for each event: " + bytes)
                    .isLessThan(0.1);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client with nothing to do, and one that can not do anything, cost next to nothing. The bounds are for busy machines that
 * share their cores; docs/performance.md has what is measured on a quiet one. Longer: {@code -Didle.seconds=120}.
 */
// counts how often our own threads wake up
@Tag("long")
class IdleTest {

    private static final int SECONDS = Integer.getInteger("idle.seconds", 10);

    /** Thousandths of a core, all threads of ours together: what is promised is 1. */
    private static final double CPU = 10;

    /** What an attempt to connect takes of a core that others use, too, in thousandths of a second: its classes are new. */
    private static final double CPU_OF_ATTEMPTS = 100;

    /** Bytes a second: the clock is set by the system's each second, and a keepalive may be due. */
    private static final double BYTES = 2_048;

    /** With attempts to connect, which become rarer up to one in 30 seconds, and the classes that the first failure loads. */
    private static final double BYTES_OF_ATTEMPTS = 1 << 20;

    @Test
    void aClientWithNothingToSendCostsNothing(@TempDir Path place) throws Exception {
        try (LogServer server = LogServer.start(Files.createDirectories(place.resolve("server")));
                BlackHole hole = BlackHole.open()) {
            String table = server.freshTable();
            Map<String, CompletableFuture<CostReport>> reports = new LinkedHashMap<>();
            reports.put("connected", run("connected", server.grpc(), server.http(), table));
            reports.put("without a table", run("waiting", server.grpc(), server.http(), "t.logs.nothing"));
            reports.put("without a service", run("waiting", "http://127.0.0.1:1", server.http(), table));
            reports.put("without an answer", run("waiting", hole.url(), server.http(), table));
            reports.put("without a network", run("waiting", "http://127.0.0.1:1", "http://127.0.0.1:1", table));

            reports.forEach((how, report) -> {
                CostReport numbers = report.join();
                boolean attempts = !how.equals("connected");
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.3f thousandths of a core, %.0f bytes a second%n",
                        how,
                        numbers.sum("cpu zerobus-"),
                        numbers.sum("bytes zerobus-"));
                assertThat(numbers.sum("cpu zerobus-"))
                        .as("thousandths of a core, %s: %s", how, numbers)
                        .isLessThan(attempts ? CPU + CPU_OF_ATTEMPTS / SECONDS : CPU);
                assertThat(numbers.sum("bytes zerobus-"))
                        .as("bytes a second, %s: %s", how, numbers)
                        .isLessThan(attempts ? BYTES_OF_ATTEMPTS : BYTES);
            });
        }
    }

    private static CompletableFuture<CostReport> run(String how, String grpc, String http, String table) {
        Map<String, String> options = LogServer.options(grpc, http, table);
        // as in production
        options.keySet().removeIf(key -> key.startsWith("backoff") || key.startsWith("blocked"));
        JavaCommand program =
                JavaProcess.of().jvm("-Xmx128m").main(IdleProbe.class).arguments(how, 12, SECONDS);
        options.forEach((key, value) -> program.environment(
                "ZEROBUS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return CostReport.of(program);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}

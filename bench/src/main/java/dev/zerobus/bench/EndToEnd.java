// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Claim: records per second from {@code Events.emit()} to the acknowledgement, over loopback, one lane with one stream.
 *
 * <p>Every run is two fresh processes: the application, and an {@link AckSink} or the real server with its write-ahead log and
 * Delta tables. Prints every run, then medians with their spread.
 *
 * <pre>{@code bench/run end-to-end [--into sink|server] [--bytes N] [--producers N] [--rate N] [--seconds N] [--runs N]}</pre>
 */
final class EndToEnd {

    private static final int WARM_UP_SECONDS = 5;
    /** What a row of the benchmark's table has beside its payload: tags, lengths, id, seq and time. */
    private static final int ROW_OVERHEAD_BYTES = 24;

    /** The class path has Logback as well, unconfigured. */
    private static final String QUIET = "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider";

    private static final String TABLE =
            "CREATE TABLE bench.e2e.rows (seq BIGINT, time TIMESTAMP, id BIGINT, payload STRING)";

    private final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "--into", "sink", "--bytes", "1000", "--producers", "1", "--rate", "0", "--seconds", "10", "--runs", "3"));
    private final Path work;

    private EndToEnd(String[] args, Path work) {
        this.work = work;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (options.replace(args[i], args[i + 1]) == null) {
                throw new IllegalArgumentException("unknown option " + args[i] + "; known: " + options.keySet());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("zerobus-bench");
        new EndToEnd(args, work).run();
    }

    private String word(String option) {
        return Objects.requireNonNull(options.get(option), option);
    }

    private int number(String option) {
        return Integer.parseInt(word(option));
    }

    private void run() throws Exception {
        System.out.println("options " + options);
        System.out.printf(
                Locale.ROOT,
                "machine: %d cores, Java %s, load average before: %.2f%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Map<String, List<Double>> results = new LinkedHashMap<>();
        for (int i = 1; i <= number("--runs"); i++) {
            String line = once(i);
            System.out.println("run " + i + ": " + line);
            for (String word : line.split(" ", -1)) {
                String[] pair = word.split("=", 2);
                results.computeIfAbsent(pair[0], k -> new ArrayList<>()).add(Double.parseDouble(pair[1]));
            }
        }
        results.forEach((name, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "median %-16s %12.2f  [%.2f .. %.2f]%n",
                    name,
                    sorted.get(sorted.size() / 2),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1));
        });
    }

    private String once(int run) throws Exception {
        boolean sink = word("--into").equals("sink");
        Path ddl = Files.writeString(work.resolve("rows.sql"), TABLE + ";\n");
        Process target = sink ? JavaProcess.startSink() : server(run, ddl);
        try {
            String ready = JavaProcess.awaitLine(target, "ready ");
            String grpc = sink ? "http://localhost:" + ready.trim() : text(ready, "grpc");
            Process client = java(
                    List.of(
                            EndToEndClient.class.getName(),
                            String.valueOf(number("--bytes") - ROW_OVERHEAD_BYTES),
                            word("--producers"),
                            word("--rate"),
                            String.valueOf(WARM_UP_SECONDS),
                            word("--seconds")),
                    Map.of(
                            "ZEROBUS_ENDPOINT", grpc,
                            "ZEROBUS_AUTH", "none",
                            "ZEROBUS_TABLE", "bench.e2e.rows",
                            "ZEROBUS_SCHEMA_SOURCE", "ddl",
                            "ZEROBUS_SCHEMA_FILE", ddl.toString(),
                            "ZEROBUS_OVERFLOW_POLICY", "block",
                            "ZEROBUS_OVERFLOW_TIMEOUT", "10s"));
            return JavaProcess.awaitLine(client, "result ");
        } finally {
            target.destroy();
            target.waitFor();
        }
    }

    private Process server(int run, Path ddl) throws IOException {
        Path data = work.resolve("server-" + run);
        return java(
                List.of(
                        "dev.zerobus.server.ServerMain",
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--http-port",
                        "0",
                        "--auth",
                        "none",
                        "--tables",
                        ddl.toString()),
                Map.of());
    }

    private static Process java(List<String> words, Map<String, String> environment) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("-Xms1g", "-Xmx1g", QUIET, "-cp", System.getProperty("java.class.path")));
        command.addAll(words);
        return JavaProcess.start(command, environment);
    }

    /** The text behind a name in the server's ready line, which has no nested values. */
    private static String text(String json, String name) {
        int from = json.indexOf('"' + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }
}

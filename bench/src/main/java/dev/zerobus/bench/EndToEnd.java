// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private static final Map<String, String> DEFAULTS = Map.of(
            "--into", "sink", "--bytes", "1000", "--producers", "1", "--rate", "0", "--seconds", "10", "--runs", "3");

    private final Options options;
    private final Path work;

    private EndToEnd(String[] args, Path work) {
        this.options = new Options(DEFAULTS, args);
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("zerobus-bench");
        new EndToEnd(args, work).run();
    }

    private void run() throws Exception {
        System.out.println("options " + options);
        System.out.printf(
                Locale.ROOT,
                "machine: %d cores, Java %s, load average before: %.2f%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Table results = new Table();
        for (int i = 1; i <= options.number("--runs"); i++) {
            String line = once(i);
            System.out.println("run " + i + ": " + line);
            results.add("", line);
        }
        results.figures("").forEach(name -> System.out.printf("median %-16s %s%n", name, results.text("", name)));
    }

    private String once(int run) throws Exception {
        boolean sink = options.word("--into").equals("sink");
        Path ddl = Files.writeString(work.resolve("rows.sql"), TABLE + ";\n");
        Process target = sink ? JavaProcess.startSink() : server(run, ddl);
        try {
            String ready = JavaProcess.awaitLine(target, "ready ");
            String grpc = sink ? "http://localhost:" + ready.trim() : text(ready, "grpc");
            Process client = java(
                    List.of(
                            EndToEndClient.class.getName(),
                            String.valueOf(options.number("--bytes") - ROW_OVERHEAD_BYTES),
                            options.word("--producers"),
                            options.word("--rate"),
                            String.valueOf(WARM_UP_SECONDS),
                            options.word("--seconds")),
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

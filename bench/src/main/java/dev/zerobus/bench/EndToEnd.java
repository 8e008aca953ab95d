// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Claim: records per second from {@code Events.emit()} to the acknowledgement, over loopback, one lane with one stream; and, for
 * whoever asks, the same with the service's own SDK in the place of ours.
 *
 * <p>Every run is two fresh processes: the application, and an {@link AckSink} or the real server with its write-ahead log and
 * Delta tables. Each round runs the clients in turn, and the next round begins with another one. Prints every run and the ratios
 * of every round, then medians with their spread.
 *
 * <pre>{@code bench/run end-to-end [--clients ours,sdk,sdk-batch] [--into sink|server] [--bytes N] [--producers N] [--rate N]
 *     [--warm-up N] [--seconds N] [--runs N]}</pre>
 */
final class EndToEnd {

    /** What a row of the benchmark's table has beside its payload: tags, lengths, id, seq and time. */
    private static final int ROW_OVERHEAD_BYTES = 24;

    /** The class path has Logback as well, unconfigured. */
    private static final String QUIET = "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider";

    private static final String TABLE_NAME = "bench.e2e.rows";

    private static final String TABLE =
            "CREATE TABLE " + TABLE_NAME + " (seq BIGINT, time TIMESTAMP, id BIGINT, payload STRING)";

    private static final Map<String, String> DEFAULTS = Map.of(
            "--clients",
            "ours",
            "--into",
            "sink",
            "--bytes",
            "1000",
            "--producers",
            "1",
            "--rate",
            "0",
            "--warm-up",
            "5",
            "--seconds",
            "10",
            "--runs",
            "3");

    private static final String OURS = "ours";

    /** The clients that are the service's own SDK, and how many rows they hand over with a call. */
    private static final Map<String, Integer> SDK_ROWS = Map.of("sdk", 1, "sdk-batch", 500);

    /** Not a class literal: it is there only if the SDK was built in. */
    private static final String SDK_CLIENT = "dev.zerobus.bench.sdk.OfficialSdkClient";

    private static final List<String> COMPARED = List.of("records/s", "cpu_us/record");
    private static final int END_SECONDS = 10;

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
        List<String> clients = options.words("--clients");
        String peer = check(clients);
        System.out.println("options " + options + peer);
        System.out.printf(
                Locale.ROOT,
                "machine: %d cores, Java %s, load average before: %.2f%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Table results = new Table();
        for (int i = 0; i < options.number("--runs"); i++) {
            Table round = new Table();
            for (int k = 0; k < clients.size(); k++) {
                String client = clients.get((i + k) % clients.size());
                String line = once(client, i);
                System.out.println("run " + (i + 1) + ": " + client + ": " + line);
                round.add(client, line);
                results.add(client, line);
            }
            compare(i, round, results);
        }
        List<String> rows = new ArrayList<>(clients);
        clients.forEach(client -> rows.add(ratioTo(client)));
        for (String row : rows) {
            results.figures(row)
                    .forEach(name -> System.out.printf("median %-16s %-16s %s%n", row, name, results.text(row, name)));
        }
    }

    /** Says which SDK is beside ours, if one is. */
    private String check(List<String> clients) {
        boolean sdk = false;
        for (String client : clients) {
            sdk |= SDK_ROWS.containsKey(client);
            if (!client.equals(OURS) && !SDK_ROWS.containsKey(client)) {
                throw new IllegalArgumentException(
                        "'" + client + "' is no client; there are ours, sdk (a call for each row) and sdk-batch");
            }
        }
        if (!sdk) {
            return "";
        }
        if (options.number("--producers") != 1) {
            throw new IllegalArgumentException(
                    "the SDK's streams are for one thread: leave --producers at 1 beside it");
        }
        return ", "
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                        .filter(file -> file.startsWith("zerobus-ingest-sdk-"))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("the service's own SDK is under a licence of its own and"
                                        + " not in the usual build; run ./mvnw package -Pfast,official-sdk first"));
    }

    private static String ratioTo(String client) {
        return OURS + " / " + client;
    }

    private static void compare(int run, Table round, Table results) {
        for (String client : SDK_ROWS.keySet().stream().sorted().toList()) {
            if (!round.has(OURS) || !round.has(client)) {
                continue;
            }
            String line = COMPARED.stream()
                    .map(figure -> String.format(
                            Locale.ROOT, "%s=%.3f", figure, round.median(OURS, figure) / round.median(client, figure)))
                    .collect(Collectors.joining(" "));
            System.out.println("run " + (run + 1) + ": " + ratioTo(client) + ": " + line);
            results.add(ratioTo(client), line);
        }
    }

    private String once(String client, int run) throws Exception {
        boolean sink = options.word("--into").equals("sink");
        Path ddl = Files.writeString(work.resolve("rows.sql"), TABLE + ";\n");
        Process target = sink ? JavaProcess.startSink() : server(client + '-' + run, ddl);
        try (TokenEndpoint tokens = new TokenEndpoint()) {
            String ready = JavaProcess.awaitLine(target, "ready ");
            String grpc = sink ? "http://localhost:" + ready.trim() : text(ready, "grpc");
            return result(client, grpc, ddl, tokens.url());
        } finally {
            target.destroy();
            target.waitFor();
        }
    }

    private String result(String client, String grpc, Path ddl, String tokens) throws Exception {
        Integer sdkRows = SDK_ROWS.get(client);
        List<String> words = new ArrayList<>(List.of(
                sdkRows == null ? EndToEndClient.class.getName() : SDK_CLIENT,
                String.valueOf(options.number("--bytes") - ROW_OVERHEAD_BYTES),
                options.word("--producers"),
                options.word("--rate"),
                options.word("--warm-up"),
                options.word("--seconds")));
        if (sdkRows != null) {
            words.add(String.valueOf(sdkRows));
        }
        Process process = java(words, sdkRows == null ? ours(grpc, ddl) : sdk(grpc, tokens));
        try {
            String line = JavaProcess.awaitLine(process, "result ");
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            return line;
        } catch (IOException e) {
            throw new IOException(client + ": " + e.getMessage(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> ours(String grpc, Path ddl) {
        return Map.of(
                "ZEROBUS_ENDPOINT", grpc,
                "ZEROBUS_AUTH", "none",
                "ZEROBUS_TABLE", TABLE_NAME,
                "ZEROBUS_SCHEMA_SOURCE", "ddl",
                "ZEROBUS_SCHEMA_FILE", ddl.toString(),
                "ZEROBUS_OVERFLOW_POLICY", "block",
                "ZEROBUS_OVERFLOW_TIMEOUT", "10s");
    }

    /** The SDK asks a proxy of the environment even for the loopback interface, unless told not to. */
    private static Map<String, String> sdk(String grpc, String tokens) {
        return Map.of(
                "ZEROBUS_ENDPOINT", grpc,
                "ZEROBUS_TABLE", TABLE_NAME,
                "BENCH_TOKENS", tokens,
                "no_proxy", "localhost,127.0.0.1");
    }

    private Process server(String run, Path ddl) throws IOException {
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

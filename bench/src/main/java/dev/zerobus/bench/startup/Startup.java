// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.startup;

import dev.zerobus.bench.startup.StartedProcess.Cost;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claim: what the agent adds to the start of an application is at most a fifth of what the OpenTelemetry agent adds in the
 * same run, and under 150 ms of CPU when nothing is woven.
 *
 * <p>Two applications: one that only says hello (nothing is woven), and one that logs 1,000 events with Log4j2 (woven). Each
 * has nothing on its class path that it does not need: the JVM looks for an agent's class in every jar before the agent's
 * own, and an application that uses its jars opens them anyway. An agent that does nothing shows what {@code -javaagent} costs
 * by itself.
 * Every run is a fresh JVM; the cases take turns, the first turn is not counted. OpenTelemetry's exporters are off, so that
 * its agent is measured and not its network; ours has an endpoint, to which it connects with the first event.
 *
 * <pre>{@code bench/run startup [RUNS]}</pre>
 */
final class Startup {

    private static final Map<String, String> QUIET = Map.of(
            "OTEL_TRACES_EXPORTER", "none",
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none",
            "ZEROBUS_ENDPOINT", "http://localhost:9",
            "ZEROBUS_AUTH", "none",
            "ZEROBUS_TABLE", "bench.startup.logs",
            "ZEROBUS_SCHEMA_SOURCE", "ddl",
            "ZEROBUS_SHUTDOWN_TIMEOUT", "0s");

    private static final String OURS = "zerobus";
    /** What waits for the service has its memory from the start; 8 MiB take more than the 2,048 records of the other agent's queue. */
    private static final String OURS_SMALL_RING = "zerobus, ring 8 MiB";

    private final Path work;
    private final Map<String, List<String>> agents = new LinkedHashMap<>();
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    private Startup(Path work, Path ours, Path openTelemetry) throws IOException {
        this.work = work;
        agents.put("without", List.of());
        agents.put("empty agent", List.of("-javaagent:" + EmptyAgent.jar(work)));
        agents.put(OURS, List.of("-javaagent:" + ours));
        agents.put(OURS_SMALL_RING, List.of("-javaagent:" + ours, "-Dzerobus.ring.size=8MiB"));
        agents.put("opentelemetry", List.of("-javaagent:" + openTelemetry));
    }

    public static void main(String[] args) throws Exception {
        int runs = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        Path ours = Path.of(Objects.requireNonNull(System.getProperty("bench.agent"), "-Dbench.agent"));
        Path peers = Path.of(Objects.requireNonNull(System.getProperty("bench.peers"), "-Dbench.peers"));
        System.out.printf(
                Locale.ROOT,
                "machine: %d cores, Java %s, load average before: %.2f; %d runs a case; agents: %s, %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                runs,
                ours.getFileName(),
                openTelemetry(peers).getFileName());
        new Startup(Files.createTempDirectory("zerobus-startup"), ours, openTelemetry(peers)).run(runs);
    }

    private static Path openTelemetry(Path peers) throws IOException {
        try (Stream<Path> jars = Files.list(peers)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("opentelemetry-javaagent"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no opentelemetry-javaagent in " + peers));
        }
    }

    private void run(int runs) throws Exception {
        copyApplications();
        Path config = resource("log4j2-startup.xml");
        Path table = resource("startup.sql");
        for (int run = 0; run <= runs; run++) {
            for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
                once(run, "hello", HelloApp.class, agent, config, table);
                once(run, "log4j2", LoggingApp.class, agent, config, table);
            }
        }
        report("hello");
        report("log4j2");
    }

    private void once(
            int run, String app, Class<?> main, Map.Entry<String, List<String>> agent, Path config, Path table)
            throws Exception {
        List<String> words = new ArrayList<>(agent.getValue());
        words.add("-Dlog4j2.configurationFile=" + config);
        Map<String, String> environment = new LinkedHashMap<>(QUIET);
        environment.put("ZEROBUS_SCHEMA_FILE", table.toString());
        String classPath = classPath(main == LoggingApp.class);
        Cost cost = StartedProcess.measure(words, classPath, main.getName(), environment, work.resolve("errors.txt"));
        if (run > 0) {
            costs.computeIfAbsent(app + '/' + agent.getKey(), k -> new ArrayList<>())
                    .add(cost);
        }
    }

    /** The applications alone, without the rest of the harness, and Log4j's jars for the one that logs. */
    private String classPath(boolean withLog4j) {
        Stream<String> log4j = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith("log4j-"));
        return Stream.concat(Stream.of(work.resolve("classes").toString()), withLog4j ? log4j : Stream.empty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void copyApplications() throws IOException {
        for (Class<?> application : List.of(HelloApp.class, LoggingApp.class)) {
            String name = application.getName().replace('.', '/') + ".class";
            Path file = work.resolve("classes").resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (InputStream content = application.getClassLoader().getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(content, name), file);
            }
        }
    }

    private Path resource(String name) throws IOException {
        Path file = work.resolve(name);
        try (InputStream content = Startup.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(content, name), file);
        }
        return file;
    }

    private void report(String app) {
        System.out.println();
        System.out.println("| " + app + " | to main ms | to end ms | CPU ms | resident MiB |");
        System.out.println("|---|--:|--:|--:|--:|");
        for (String agent : agents.keySet()) {
            List<Cost> runs = costs.getOrDefault(app + '/' + agent, List.of());
            System.out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    agent,
                    spread(runs, Cost::toMainMillis),
                    spread(runs, Cost::toEndMillis),
                    spread(runs, Cost::cpuMillis),
                    spread(runs, Cost::memoryMib));
        }
        for (String ours : List.of(OURS, OURS_SMALL_RING)) {
            System.out.printf(
                    Locale.ROOT,
                    "added by %s / by OpenTelemetry's: to main %.2f, to end %.2f, CPU %.2f, memory %.2f%n",
                    ours,
                    ratio(app, ours, Cost::toMainMillis),
                    ratio(app, ours, Cost::toEndMillis),
                    ratio(app, ours, Cost::cpuMillis),
                    ratio(app, ours, Cost::memoryMib));
        }
    }

    private double ratio(String app, String ours, ToDoubleFunction<Cost> figure) {
        double without = median(app + "/without", figure);
        return (median(app + '/' + ours, figure) - without) / (median(app + "/opentelemetry", figure) - without);
    }

    private double median(String key, ToDoubleFunction<Cost> figure) {
        return sorted(costs.getOrDefault(key, List.of()), figure)[
                costs.getOrDefault(key, List.of()).size() / 2];
    }

    private static double[] sorted(List<Cost> runs, ToDoubleFunction<Cost> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray();
    }

    private static String spread(List<Cost> runs, ToDoubleFunction<Cost> figure) {
        double[] values = sorted(runs, figure);
        return String.format(
                Locale.ROOT, "%.0f [%.0f .. %.0f]", values[values.length / 2], values[0], values[values.length - 1]);
    }
}

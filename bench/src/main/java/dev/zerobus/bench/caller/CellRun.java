// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts a cell, and a sink where it wants one, each in a JVM of its own, and reads what the cell says. A cell's class path
 * has no other library than its own: some change what every logger does by being there. Owned by one thread.
 */
final class CellRun {

    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    /** Libraries that only some cells have; and what would take Logback's place, or brings that with it. */
    private static final Pattern GUEST = Pattern.compile(
            "opentelemetry-.*|loki-.*|logstash-.*|jackson-(databind|core)-3.*|slf4j-nop-.*|zerobus-(server|ingest-sdk).*");

    private static final long SINK_SECONDS = 10;

    private final Subjects.Spec spec;
    private final List<String> jvm = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean sink;

    CellRun(Subjects.Spec spec) throws IOException {
        this.spec = spec;
        jvm.addAll(HEAP);
        jvm.addAll(spec.jvm());
        environment.put("ZEROBUS_AUTH", "none");
        environment.put("ZEROBUS_TABLE", LocalClient.TABLE.fullName());
        environment.put("ZEROBUS_SCHEMA_SOURCE", "ddl");
        environment.put("ZEROBUS_OVERFLOW_POLICY", "block");
        environment.put("ZEROBUS_OVERFLOW_TIMEOUT", "10s");
        sink = spec.delivers();
        if (sink) {
            Path ddl = LocalClient.copy(spec.name().equals("emit") ? "orders.sql" : "logs.sql");
            environment.put("ZEROBUS_SCHEMA_FILE", ddl.toString());
        }
    }

    CellRun jvm(String word) {
        jvm.add(word);
        return this;
    }

    CellRun option(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A service that is away: nobody listens on this port until the cell itself starts a sink there. */
    CellRun outage(int port) {
        sink = false;
        environment.put("ZEROBUS_ENDPOINT", "http://localhost:" + port);
        return jvm("-Dbench.outage=" + port);
    }

    /** Runs it; returns the line of name=value words. */
    String run(String mode, int threads, int seconds) throws Exception {
        if (!sink) {
            return cell(mode, threads, seconds);
        }
        Process far = JavaProcess.startSink();
        try {
            String port = JavaProcess.awaitLine(far, "ready ").trim();
            environment.put("ZEROBUS_ENDPOINT", "http://localhost:" + port);
            jvm.add("-Dbench.sink=" + far.pid());
            return cell(mode, threads, seconds);
        } finally {
            far.destroy();
            if (!far.waitFor(SINK_SECONDS, TimeUnit.SECONDS)) {
                far.destroyForcibly();
            }
        }
    }

    private String cell(String mode, int threads, int seconds) throws Exception {
        List<String> words = new ArrayList<>(jvm);
        words.addAll(List.of("-cp", classPath(), Cell.class.getName(), spec.name(), mode));
        words.addAll(List.of(String.valueOf(threads), String.valueOf(seconds)));
        Process process = JavaProcess.start(words, environment);
        try {
            return JavaProcess.awaitLine(process, "result ");
        } catch (IOException e) {
            throw new IOException(spec.name() + " " + mode + " " + threads + ": " + e.getMessage(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String classPath() {
        Pattern own = Pattern.compile("(" + spec.guests() + ").*");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> {
                    String file = String.valueOf(Path.of(entry).getFileName());
                    return !GUEST.matcher(file).matches() || own.matcher(file).matches();
                })
                .collect(Collectors.joining(File.pathSeparator));
    }
}

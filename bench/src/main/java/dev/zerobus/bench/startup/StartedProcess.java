// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One start of one application, measured from outside while it waits at its end. Owned by one thread. */
final class StartedProcess {

    private StartedProcess() {}

    /**
     * What one start cost.
     *
     * @param toMainMillis from the request to start it to its {@code main}
     * @param toEndMillis to the end of its work
     * @param cpuMillis of all threads until then
     * @param memoryMib the most memory that was resident
     */
    record Cost(double toMainMillis, double toEndMillis, double cpuMillis, double memoryMib) {}

    static Cost measure(
            List<String> jvmWords, String classPath, String main, Map<String, String> environment, Path errors)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-cp", classPath));
        command.addAll(jvmWords);
        command.add(main);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("BENCH_START_MILLIS", Long.toString(System.currentTimeMillis()));
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            double toMain = await(out, "main ", main, errors);
            double toEnd = await(out, "end ", main, errors);
            double cpu = cpuMillis(process);
            double memory = residentMib(process.pid());
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            process.waitFor();
            return new Cost(toMain / 1e6, toEnd / 1e6, cpu, memory);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double await(BufferedReader out, String prefix, String main, Path errors) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(prefix)) {
                return Double.parseDouble(line.substring(prefix.length()));
            }
        }
        throw new IOException(main + " ended without a line '" + prefix + "...'; it said: " + Files.readString(errors));
    }

    /** What the scheduler has counted for each thread, to the nanosecond; elsewhere the kernel's steps of 10 ms. */
    private static double cpuMillis(Process process) throws IOException {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isReadable(threads.resolve(Long.toString(process.pid())).resolve("schedstat"))) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
        }
        double nanos = 0;
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                String[] numbers = Files.readString(thread.resolve("schedstat")).split(" ", -1);
                nanos += Double.parseDouble(numbers[0]);
            }
        }
        return nanos / 1e6;
    }

    /** Where the kernel tells it; elsewhere NaN. */
    private static double residentMib(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }
}

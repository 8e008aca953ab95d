// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Processes of a benchmark: the same Java as the harness's. Stateless. */
public final class JavaProcess {

    private JavaProcess() {}

    /**
     * Starts one.
     *
     * @param words what follows {@code java}
     * @return the process; what it says on standard error is shown
     * @throws IOException if it can not be started
     */
    public static Process start(List<String> words) throws IOException {
        return start(words, Map.of());
    }

    /**
     * Starts one.
     *
     * @param words what follows {@code java}
     * @param environment what is added to the environment
     * @return the process; what it says on standard error is shown
     * @throws IOException if it can not be started
     */
    public static Process start(List<String> words, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Starts an {@link AckSink}. Without Logback on its class path: unconfigured, it would write every step of the
     * transport to standard output.
     *
     * @param words of the sink's own
     * @return the process; see {@link #awaitLine} for its port
     * @throws IOException if it can not be started
     */
    public static Process startSink(String... words) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !String.valueOf(Path.of(entry).getFileName()).startsWith("logback-"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-cp", classPath, AckSink.class.getName()));
        command.addAll(List.of(words));
        return start(command);
    }

    /**
     * Reads what a process says until a line begins as wanted.
     *
     * @param process the process
     * @param prefix how the line begins
     * @return the rest of the line
     * @throws IOException if the process ends without it
     */
    public static String awaitLine(Process process, String prefix) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("a process of the benchmark ended without a line '" + prefix + "...'");
    }
}

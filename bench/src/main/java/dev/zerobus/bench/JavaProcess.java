// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One application in its process. It can be told to close, says then what it has counted, and ends on SIGTERM. Owned by the main thread. */
final class DoorApp implements AutoCloseable {

    private static final int END_WITHIN_SECONDS = 20;

    private final String name;
    private final List<Flow> flows;
    private final Process process;
    private final Path log;
    private final BufferedReader out;
    private final ClientBeans beans;
    private final Map<String, Long> counted = new HashMap<>();

    DoorApp(String name, List<Flow> flows, Process process, Path log) {
        this.name = name;
        this.flows = flows;
        this.process = process;
        this.log = log;
        this.beans = new ClientBeans(process.pid());
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String name() {
        return name;
    }

    List<Flow> flows() {
        return flows;
    }

    long pid() {
        return process.pid();
    }

    /** Returns when it has begun to work. */
    void awaitOpen() throws IOException {
        awaitLine("open");
    }

    /** Lets it stop working; it stays alive, so that its client can still be asked for numbers. */
    void finishWork() throws IOException {
        process.getOutputStream().write("close\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        for (String said : awaitLine("closed")) {
            if (said.startsWith("logged ")) {
                String[] words = said.split(" ", 3);
                counted.merge(words[1], Long.parseLong(words[2]), Long::sum);
            }
        }
    }

    /** How many events the application says that it has raised for a flow. */
    long counted(Flow flow) {
        return counted.entrySet().stream()
                .filter(entry -> flow.counted().isEmpty() || flow.counted().equals(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What the client inside the application counts for a flow; unknown until it shows itself. */
    ClientBeans.Numbers numbers(Flow flow) {
        return beans.read(flow.table());
    }

    private List<String> awaitLine(String wanted) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(wanted)) {
                return before;
            }
            before.add(line);
        }
        throw new IOException("the " + name + " ended too early; it said: " + tail());
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    /** Sends SIGTERM and waits; by force if that takes too long. */
    void end() throws IOException, InterruptedException {
        beans.close();
        process.destroy();
        if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the " + name + " did not end within " + END_WITHIN_SECONDS + " s; see " + log);
        }
    }

    @Override
    public void close() {
        beans.close();
        process.destroyForcibly();
    }
}

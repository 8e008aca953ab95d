// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import org.jspecify.annotations.Nullable;

/** The embedded server as a process of its own, started by its command line. Owned by one thread. */
public final class ServerProcess implements AutoCloseable {

    private static final String MAIN = "dev.zerobus.server.ServerMain";

    private final Process process;
    private final String grpc;
    private final String http;

    private ServerProcess(Process process, Map<String, String> ready) {
        this.process = process;
        this.grpc = word(ready, "grpc");
        this.http = word(ready, "http");
    }

    private static String word(Map<String, String> ready, String name) {
        String value = ready.get(name);
        if (value == null) {
            throw new IllegalStateException("the server's ready line has no \"" + name + "\"");
        }
        return value;
    }

    /**
     * Starts {@code serve} and waits for its ready line.
     *
     * @param log where the server's standard error goes
     * @param serveOptions the options behind {@code serve}
     * @return the running server
     * @throws IOException if it can not be started, or ends before it is ready; the message has what it said
     */
    public static ServerProcess start(Path log, String... serveOptions) throws IOException {
        return start(List.of(), log, serveOptions);
    }

    /**
     * Starts {@code serve} and waits for its ready line.
     *
     * @param jvmOptions options of its JVM
     * @param log where the server's standard error goes
     * @param serveOptions the options behind {@code serve}
     * @return the running server
     * @throws IOException if it can not be started, or ends before it is ready; the message has what it said
     */
    public static ServerProcess start(List<String> jvmOptions, Path log, String... serveOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Xmx1g",
                // what the server's jar says of itself in its manifest, which a class path does not read
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "serve"));
        command.addAll(List.of(serveOptions));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                return new ServerProcess(process, texts(line.substring("ready ".length())));
            }
        }
        throw new IOException("the server did not start: " + tail(log));
    }

    private static Map<String, String> texts(String json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.put(parser.currentName(), parser.getText());
                }
            }
        }
        return texts;
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    /**
     * Returns where streams are opened.
     *
     * @return such as {@code http://localhost:40123}
     */
    public String grpc() {
        return grpc;
    }

    /**
     * Returns where tokens and table metadata are.
     *
     * @return such as {@code http://localhost:40124}
     */
    public String http() {
        return http;
    }

    /**
     * Returns the process.
     *
     * @return the server's process
     */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await(30);
    }

    /**
     * Asks it to end, as SIGTERM does, and waits.
     *
     * @return its exit status, or null if it had to be killed
     */
    public @Nullable Integer stop() {
        process.destroy();
        if (await(30)) {
            return process.exitValue();
        }
        kill();
        return null;
    }

    private boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in a JVM of its own. Owned by the test's thread. */
final class ForkedServer implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("ready \\{\"grpc\":\"(http[^\"]*)\",\"http\":\"(http[^\"]*)\",\"data\":\"([^\"]*)\"}");

    final Process process;
    final URI grpc;
    final URI http;
    final String data;
    private final BufferedReader out;
    private final Path err;

    private ForkedServer(Process process, BufferedReader out, Path err, Matcher ready) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.grpc = URI.create(ready.group(1));
        this.http = URI.create(ready.group(2));
        this.data = ready.group(3);
    }

    static ForkedServer start(Path temp, String... args) throws Exception {
        Path err = Files.createTempFile(temp, "stderr", ".txt");
        Process process =
                new ProcessBuilder(command(args)).redirectError(err.toFile()).start();
        BufferedReader out = process.inputReader();
        String line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(out.readLine());
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .get(60, TimeUnit.SECONDS);
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches()).as(line + "\n" + Files.readString(err)).isTrue();
        return new ForkedServer(process, out, err, ready);
    }

    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // they live for seconds
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // what the jar says of itself in its manifest, which a class path does not read
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    String stderr() throws Exception {
        return Files.readString(err);
    }

    /** What came on standard output behind the ready line; the process must have ended. */
    List<String> restOfStdout() {
        return out.lines().toList();
    }

    void kill9() throws Exception {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM; returns the exit status. */
    int terminate() throws Exception {
        // not Process.destroy, which closes our end of its output too
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program in a JVM of its own, with everything that it says.
 *
 * <pre>{@code
 * try (JavaProcess app = JavaProcess.of().jvm("-Xmx256m").main(App.class).arguments("a", 1).start()) {
 *     app.awaitLine("ready");
 *     assertThat(app.terminate()).isEqualTo(143);
 *     assertThat(app.stderr()).isEmpty();
 * }
 * }</pre>
 *
 * <p>It never outlives the test: closing kills it with all that it started, and so does the end of this JVM. Its output is read
 * all the time, so that it never waits for us. Owned by one thread.
 */
public final class JavaProcess implements AutoCloseable {

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(JavaProcess::killTree), "testkit-processes"));
    }

    private final Process process;
    private final String name;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;
    private final Writer in;

    JavaProcess(Process process, String name) {
        this.process = process;
        this.name = name;
        ALIVE.add(process);
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        outReader = reader(process.getInputStream(), out);
        errReader = reader(process.getErrorStream(), err);
    }

    /**
     * Begins to describe a process: this JDK, this class path.
     *
     * @return what to run is missing
     */
    public static JavaCommand of() {
        return new JavaCommand();
    }

    private static Thread reader(InputStream from, List<String> to) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            to.add(line);
                        }
                    } catch (IOException e) {
                        // killed
                    }
                },
                "testkit-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Waits for a line on standard output that begins with a word.
     *
     * @param beginning the line's beginning
     * @return the first such line
     */
    public String awaitLine(String beginning) {
        return awaitLine("a line '" + beginning + "...'", line -> line.startsWith(beginning));
    }

    /**
     * Waits for a line on standard output.
     *
     * @param what the line in words
     * @param wanted which one
     * @return the first such line
     */
    public String awaitLine(String what, Predicate<String> wanted) {
        Await.until(
                what + " of " + name,
                Await.LONG.multipliedBy(2),
                () -> out.stream().anyMatch(wanted) || !outReader.isAlive(),
                this::toString);
        return out.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " ended without " + what + ": " + this));
    }

    /**
     * Writes a line to its standard input.
     *
     * @param line the text without a line end
     */
    public void send(String line) throws IOException {
        in.write(line);
        in.write('\n');
        in.flush();
    }

    /** Ends its standard input. */
    public void endInput() throws IOException {
        in.close();
    }

    /**
     * Waits until it ends by itself.
     *
     * @param timeout how long at most
     * @return its exit status; all its output has been read
     */
    public int awaitExit(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " has not ended after " + timeout.toMillis() + " ms: " + this);
        }
        ALIVE.remove(process);
        outReader.join(Await.LONG.toMillis());
        errReader.join(Await.LONG.toMillis());
        return process.exitValue();
    }

    /**
     * Sends SIGTERM and waits until it has ended.
     *
     * @return its exit status: 143, unless it has its own idea
     */
    public int terminate() throws InterruptedException {
        return terminate(Await.LONG);
    }

    /**
     * Sends SIGTERM and waits until it has ended.
     *
     * @param timeout how long at most
     * @return its exit status: 143, unless it has its own idea
     */
    public int terminate(Duration timeout) throws InterruptedException {
        // not Process.destroy, which closes our end of its output too
        process.toHandle().destroy();
        return awaitExit(timeout);
    }

    /** Does {@code kill -9} and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit(Await.LONG);
    }

    /**
     * Tells whether it runs.
     *
     * @return whether it has not ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns its process id.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns what it has said on standard output.
     *
     * @return the lines so far
     */
    public List<String> stdout() {
        return List.copyOf(out);
    }

    /**
     * Returns what it has said on standard error.
     *
     * @return the lines so far
     */
    public List<String> stderr() {
        return List.copyOf(err);
    }

    /** Ends it by force if it still runs, with all that it started. */
    @Override
    public void close() {
        killTree(process);
        ALIVE.remove(process);
    }

    private static void killTree(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return name + (process.isAlive() ? ", running" : ", exit status " + process.exitValue()) + "\nstdout:\n"
                + String.join("\n", out) + "\nstderr:\n" + String.join("\n", err);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link LedgerApplication} that runs, seen from the test.
 *
 * <pre>{@code
 * try (LedgerProcess app = LedgerProcess.start(options, ledgers, "w", 0, 2, 1_000)) {
 *     app.await("rows", books -> books.acked() > 100);
 *     Books end = app.finish();
 * }
 * }</pre>
 *
 * <p>Owned by one thread.
 */
public final class LedgerProcess implements AutoCloseable {

    private static final Duration TO_END = Duration.ofMinutes(11);
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final JavaProcess process;
    private int asked;

    private LedgerProcess(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts one and waits until it emits.
     *
     * @param options of its client, by key without {@code zerobus.}
     * @param ledgers the directory of the ledgers
     * @param name what the names of workers begin with
     * @param from the first number of each worker
     * @param workers how many
     * @param perSecond events a second and worker
     * @param jvm more options of the JVM
     * @return the running application
     */
    public static LedgerProcess start(
            Map<String, String> options, Path ledgers, String name, int from, int workers, int perSecond, String... jvm)
            throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        options.forEach((key, value) -> properties.put("zerobus." + key, value));
        JavaProcess process = JavaProcess.of()
                .jvm(jvm)
                .properties(properties)
                .main(LedgerApplication.class)
                .arguments(ledgers, name, from, workers, perSecond)
                .start();
        process.awaitLine(LedgerApplication.EMITTING);
        return new LedgerProcess(process);
    }

    /**
     * Returns the process.
     *
     * @return for what only the process can do
     */
    public JavaProcess process() {
        return process;
    }

    /**
     * Asks for its client's numbers.
     *
     * @return those of this moment
     */
    public Books books() throws IOException {
        return ask("books");
    }

    /**
     * Ends the load.
     *
     * @return its client's numbers, to which nothing is added any more
     */
    public Books stopLoad() throws IOException {
        return ask(LedgerApplication.STOP);
    }

    private Books ask(String what) throws IOException {
        String question = what + "-" + ++asked;
        process.send(question);
        return Books.parse(process.awaitLine(question + " "));
    }

    /**
     * Waits at most {@link Await#LONG}.
     *
     * @param what the condition in words
     * @param condition on its client's numbers
     * @return the numbers that met it
     */
    public Books await(String what, Predicate<Books> condition) {
        return await(what, Await.LONG, condition);
    }

    /**
     * Waits.
     *
     * @param what the condition in words
     * @param timeout how long at most
     * @param condition on its client's numbers
     * @return the numbers that met it
     */
    public Books await(String what, Duration timeout, Predicate<Books> condition) {
        Books[] last = new Books[1];
        Await.until(
                what,
                timeout,
                () -> {
                    last[0] = books();
                    return condition.test(last[0]);
                },
                () -> last[0] + ", said " + process.stderr());
        return last[0];
    }

    /**
     * Ends it as it wants to be ended, and demands that nothing remained.
     *
     * @return its client's last numbers
     */
    public Books finish() throws IOException, InterruptedException {
        process.endInput();
        assertThat(process.awaitExit(TO_END)).as("exit status: %s", process).isZero();
        return Books.parse(process.awaitLine(LedgerApplication.CLOSED));
    }

    /**
     * Returns the most memory that it has had, everything included, as the system counts it.
     *
     * @return bytes; 0 where the system does not tell
     */
    public long peakBytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        Matcher peak = PEAK.matcher(Files.readString(status));
        return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : 0;
    }

    @Override
    public void close() {
        process.close();
    }
}

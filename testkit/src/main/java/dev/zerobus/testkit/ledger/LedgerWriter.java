// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * The ledger of one worker, a file of lines. Each line is one write to the operating system, so that {@code kill -9} takes none
 * of them back.
 *
 * <pre>
 *   s               the worker has started (again)
 *   + N             about to emit event N
 *   = N NANOS       event N was accepted, the call took so long
 *   - N NANOS       event N was refused, the call took so long
 *   # N TEXT        the call threw
 *   d               everything accepted before this line is durable
 *   d N             of that, what has a number below N is durable
 * </pre>
 *
 * <p>Owned by its worker's thread.
 */
public final class LedgerWriter implements AutoCloseable {

    private final OutputStream out;

    private LedgerWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Opens the ledger of a worker and notes that it has started.
     *
     * @param directory where ledgers are; made if missing
     * @param worker the worker's name: what the column {@code worker} of its rows says
     * @return the ledger; what it had before stays
     */
    public static LedgerWriter open(Path directory, String worker) throws IOException {
        Path file = Files.createDirectories(directory).resolve("worker-" + worker);
        LedgerWriter writer =
                new LedgerWriter(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        writer.line("s");
        return writer;
    }

    /**
     * Emits an event: notes it, does it, notes what came of it.
     *
     * @param number the event's number, rising, or again that of the last one if it was refused; what the column {@code n} of its
     *     row says
     * @param emit emits it, and returns whether it was accepted
     * @return whether it was accepted
     */
    public boolean emit(long number, BooleanSupplier emit) throws IOException {
        line("+ " + number);
        long from = System.nanoTime();
        boolean accepted;
        try {
            accepted = emit.getAsBoolean();
        } catch (RuntimeException | Error e) {
            line("# " + number + " " + String.valueOf(e).replace('\n', ' '));
            return false;
        }
        line((accepted ? "= " : "- ") + number + " " + (System.nanoTime() - from));
        return accepted;
    }

    /** Notes that everything accepted until now is durable, by the client's own word. */
    public void durable() throws IOException {
        line("d");
    }

    /**
     * Notes that of everything accepted until now a part is durable, by the client's own word.
     *
     * @param below the first number of which that is not known
     */
    public void durable(long below) throws IOException {
        line("d " + below);
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

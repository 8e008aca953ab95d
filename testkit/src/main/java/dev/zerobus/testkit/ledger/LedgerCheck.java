// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.CloseReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares ledgers with what became of the events.
 *
 * <pre>{@code
 * LedgerCheck.of(ledgers, server.location("t.f.ticks"))
 *         .books(client.snapshot())
 *         .duplicatesAtMost(faults * inFlight)
 *         .callerAtMost(Duration.ofSeconds(1))
 *         .run()
 *         .assertHolds();
 * }</pre>
 *
 * <p>The table has the columns of {@link #ddl}; its rows are all in it already (materialised) when this runs. Owned by one thread.
 */
public final class LedgerCheck {

    final Path ledgers;
    final Path table;
    final List<Path> deadLetters = new ArrayList<>();

    @Nullable
    Books books;

    @Nullable
    CloseReport report;

    long dropped;
    long duplicatesAtMost;
    boolean durableOnly;
    boolean orderOfWorkersOnly;

    @Nullable
    Duration callerAtMost;

    int startsAtLeast;
    long memoryBytes;
    long memoryBudgetBytes = Long.MAX_VALUE;

    private LedgerCheck(Path ledgers, Path table) {
        this.ledgers = ledgers;
        this.table = table;
    }

    /**
     * Begins a check, as strict as it gets: everything accepted has landed, nothing twice.
     *
     * @param ledgers the directory of the ledgers
     * @param table the Delta table's directory
     * @return the check
     */
    public static LedgerCheck of(Path ledgers, Path table) {
        return new LedgerCheck(ledgers, table);
    }

    /**
     * Returns the table that checks are about. An event has {@code worker}, {@code n} and {@code payload}, the last being
     * {@link #payload}.
     *
     * @param name its full name
     * @return the statement that makes it
     */
    public static String ddl(String name) {
        return "CREATE TABLE " + name + " (producer_id STRING NOT NULL, seq BIGINT NOT NULL, time TIMESTAMP,"
                + " worker STRING, n BIGINT, payload STRING)";
    }

    /**
     * Returns what an event carries.
     *
     * @param worker the worker's name
     * @param number the event's number
     * @return a text that no other event has
     */
    public static String payload(String worker, long number) {
        return "payload of worker " + worker + " number " + number;
    }

    /**
     * Compares with the client's books: they must balance, and be about as many events as the ledgers.
     *
     * @param value taken when the client was at rest, of the only client that wrote these ledgers
     * @return this
     */
    public LedgerCheck books(ClientSnapshot value) {
        return books(Books.of(value));
    }

    /**
     * Compares with the client's books as they came from another process.
     *
     * @param value as above
     * @return this
     */
    public LedgerCheck books(Books value) {
        books = value;
        return this;
    }

    /**
     * Compares with the report of the client's end: it must balance and leave nothing.
     *
     * @param value of the only client that wrote these ledgers
     * @return this
     */
    public LedgerCheck closed(CloseReport value) {
        report = value;
        return this;
    }

    /**
     * Looks for events in the dead letters.
     *
     * @param files files of JSON lines, or directories of such
     * @return this
     */
    public LedgerCheck deadLetters(Path... files) {
        deadLetters.addAll(List.of(files));
        return this;
    }

    /**
     * Says how many events the client counted as dropped after it had accepted them.
     *
     * @param events exactly as many may be missing
     * @return this
     */
    public LedgerCheck dropped(long events) {
        dropped = events;
        return this;
    }

    /**
     * Allows rows that are there once more.
     *
     * @param rows at most what was in flight when there were faults; 0 unless said
     * @return this
     */
    public LedgerCheck duplicatesAtMost(long rows) {
        duplicatesAtMost = rows;
        return this;
    }

    /**
     * Demands only the events that were durable by the client's own word, for applications that are killed. Others may have
     * landed or not.
     *
     * @return this
     */
    public LedgerCheck durableOnly() {
        durableOnly = true;
        return this;
    }

    /**
     * Demands the order of each worker's events, not that of {@code seq}: for lanes with several streams.
     *
     * @return this
     */
    public LedgerCheck orderOfWorkersOnly() {
        orderOfWorkersOnly = true;
        return this;
    }

    /**
     * Demands that no call took longer.
     *
     * @param time what the policy allows, and room for a busy machine
     * @return this
     */
    public LedgerCheck callerAtMost(Duration time) {
        callerAtMost = time;
        return this;
    }

    /**
     * Demands that workers have started so often, all together.
     *
     * @param starts how often at least
     * @return this
     */
    public LedgerCheck startsAtLeast(int starts) {
        startsAtLeast = starts;
        return this;
    }

    /**
     * Compares memory with its budget.
     *
     * @param bytes the most that was seen
     * @param budgetBytes the most that may be
     * @return this
     */
    public LedgerCheck memory(long bytes, long budgetBytes) {
        memoryBytes = bytes;
        memoryBudgetBytes = budgetBytes;
        return this;
    }

    /**
     * Compares.
     *
     * @return what was found
     * @throws IOException if something can not be read
     * @throws SQLException if the table can not be read
     */
    public Verdict run() throws IOException, SQLException {
        return new Comparison(this).run();
    }
}

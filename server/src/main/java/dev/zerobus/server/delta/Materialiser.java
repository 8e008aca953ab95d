// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.server.table.TableCatalog;
import dev.zerobus.server.wal.DurableLog;
import java.util.List;

/**
 * Moves rows from the log into tables: one Delta commit per table and tick, each row exactly once.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Materialiser implements AutoCloseable {

    /**
     * Creates a materialiser; nothing happens before {@link #start} or {@link #tick}.
     *
     * @param catalog the tables
     * @param log where rows come from
     * @param settings how often and how much
     */
    public Materialiser(TableCatalog catalog, DurableLog log, MaterialiserSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** Starts the thread {@code zerobus-materialiser}. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /**
     * Brings everything that is durable now into the tables. Never throws: a table that fails is in {@link #status}, its part
     * of the log is kept, and it is tried again later. Waits while another thread is inside.
     */
    public void tick() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns how far every table has what the log had for it; the log was released up to here.
     *
     * @return a log position
     */
    public long materialisedPosition() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells how tables fare.
     *
     * @return the tables that had rows since the start, by name; the one with an empty list has seen none
     */
    public List<TableStatus> status() {
        throw new UnsupportedOperationException();
    }

    /** Ends the thread after one last tick. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

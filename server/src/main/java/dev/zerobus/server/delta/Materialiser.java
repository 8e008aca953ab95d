// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.table.TableCatalog;
import dev.zerobus.server.wal.DurableLog;
import dev.zerobus.server.wal.LogEntry;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows from the log into tables: one Delta commit per table and tick, each row exactly once.
 *
 * <p>A commit carries the log position that it reaches as its transaction id, so the table itself says what it has; nothing
 * is remembered elsewhere. After a restart the log is read from its oldest entry on, and what a table has is passed over. The
 * thread {@code zerobus-materialiser} (or whoever calls {@link #tick}, one at a time) owns everything; the other methods are
 * safe from any thread.
 */
public final class Materialiser implements AutoCloseable {

    private final TableCatalog catalog;
    private final DurableLog log;
    private final MaterialiserSettings settings;
    private final Consumer<String> notices;
    private final Map<String, TableLane> lanes = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private @Nullable Thread thread;

    /** How far the log was read; what was read is in its table, or its lane is held. */
    private long position;

    /** Tables of which was said that they fail, so that it is said once. */
    private final Set<TableName> said = new HashSet<>();

    private volatile long released;
    private volatile List<TableStatus> status = List.of();
    private volatile @Nullable String logFailure;

    /**
     * Creates a materialiser; nothing happens before {@link #start} or {@link #tick}.
     *
     * @param catalog the tables
     * @param log where rows come from
     * @param settings how often and how much
     */
    public Materialiser(TableCatalog catalog, DurableLog log, MaterialiserSettings settings) {
        this(catalog, log, settings, line -> {});
    }

    /**
     * Creates a materialiser; nothing happens before {@link #start} or {@link #tick}.
     *
     * @param catalog the tables
     * @param log where rows come from
     * @param settings how often and how much
     * @param notices takes one line for people when a table can not take its rows, and when it can again
     */
    public Materialiser(TableCatalog catalog, DurableLog log, MaterialiserSettings settings, Consumer<String> notices) {
        this.notices = notices;
        this.catalog = catalog;
        this.log = log;
        this.settings = settings;
    }

    /**
     * Starts the thread {@code zerobus-materialiser}.
     *
     * @throws IllegalStateException if it was started before, or closed
     */
    public void start() {
        synchronized (lifecycle) {
            if (thread != null || closing.getCount() == 0) {
                throw new IllegalStateException("a materialiser starts once");
            }
            thread = new Thread(this::run, "zerobus-materialiser");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        long next = System.nanoTime();
        while (true) {
            next += settings.tick().toNanos();
            long pause = next - System.nanoTime();
            try {
                if (closing.await(Math.max(0, pause), TimeUnit.NANOSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                // nobody has a reason to: it would close the files under our hands
                continue;
            }
            next = pause < 0 ? System.nanoTime() : next;
            tick();
        }
        lastTick();
    }

    /**
     * Brings everything that is durable now into the tables. Never throws: a table that fails is in {@link #status}, its part
     * of the log is kept, and it is tried again later. Waits while another thread is inside.
     */
    public synchronized void tick() {
        tick(false);
    }

    /** Something that nobody may disturb. */
    @FunctionalInterface
    public interface Change {
        /**
         * Makes the change.
         *
         * @throws IOException if it can not be made
         */
        void make() throws IOException;
    }

    /**
     * Brings everything that is durable now into the tables, then has a table changed by somebody else while nobody commits.
     *
     * @param table the table
     * @param change changes it
     * @throws IOException if it can not be changed, or does not take its rows
     */
    public synchronized void change(TableName table, Change change) throws IOException {
        tick(true);
        TableLane lane = lane(table);
        if (lane.held()) {
            throw new IOException("table " + table + " does not take its rows: "
                    + lane.status(position).failure());
        }
        change.make();
        lane.changed();
    }

    private synchronized void lastTick() {
        tick(true);
    }

    private void tick(boolean retryAll) {
        try {
            catchUp(retryAll);
            long target = log.durablePosition();
            long before;
            do {
                before = position;
                round(target);
            } while (position < target && position > before);
            logFailure = null;
        } catch (IOException | RuntimeException | Error e) {
            logFailure = "the write-ahead log can not be read: " + e;
        }
        publish();
    }

    /** Reads as much as memory is meant for, and commits it. */
    private void round(long target) throws IOException {
        if (position >= target) {
            return;
        }
        Round round = new Round(position, null);
        try {
            round.read(target);
        } finally {
            // also when the log broke off: what was read before is good
            lanes.values().forEach(lane -> commit(lane, round.from));
            position = round.reached;
        }
    }

    /** Reads again for each held lane what it missed, up to where the others are. */
    private void catchUp(boolean all) {
        for (TableLane lane : List.copyOf(lanes.values())) {
            if (lane.held() && (all || lane.due(System.nanoTime()))) {
                catchUp(lane, lane.heldFrom());
            }
        }
    }

    private void catchUp(TableLane lane, long from) {
        Round round = new Round(from, lane);
        try {
            round.read(position);
        } catch (IOException | RuntimeException | Error e) {
            lane.fail(e, from, System.nanoTime());
            return;
        }
        if (!round.failed && commit(lane, from)) {
            lane.caughtUp(round.reached, position);
        }
    }

    private static boolean commit(TableLane lane, long from) {
        try {
            lane.commit();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            lane.fail(e, from, System.nanoTime());
            return false;
        }
    }

    private TableLane lane(TableName table) {
        return lanes.computeIfAbsent(table.fullName().toLowerCase(Locale.ROOT), key -> {
            TableSchema known = catalog.find(table);
            TableName name = known == null ? table : known.name();
            return new TableLane(name, catalog, appId(name), settings);
        });
    }

    private String appId(TableName name) {
        return "zerobus-" + log.id() + "-" + name.fullName();
    }

    /** One reading of a stretch of the log, for every lane that is not held or for one that is. */
    private final class Round {
        final long from;
        final @Nullable TableLane only;
        long reached;
        long bytes;
        boolean failed;

        Round(long from, @Nullable TableLane only) {
            this.from = from;
            this.only = only;
            reached = from;
        }

        void read(long target) throws IOException {
            if (from < target) {
                reached = Math.max(reached, log.read(from, target, this::entry));
            }
        }

        private boolean entry(LogEntry entry) {
            TableLane lane = lane(entry.table());
            if (only == null ? !lane.held() : only == lane) {
                take(lane, entry);
            }
            if (failed) {
                return false;
            }
            reached = entry.nextPosition();
            return bytes < settings.maxRoundBytes();
        }

        private void take(TableLane lane, LogEntry entry) {
            try {
                bytes += lane.take(entry, reached);
            } catch (IOException | RuntimeException | Error e) {
                lane.fail(e, reached, System.nanoTime());
                failed = only != null;
            }
        }
    }

    private void say(TableStatus table) {
        String failure = table.failures() == 0 ? null : table.failure();
        if (failure == null) {
            if (said.remove(table.table())) {
                notices.accept("table " + table.table() + " takes its rows again");
            }
        } else if (said.add(table.table())) {
            notices.accept(
                    "table " + table.table() + " can not take its rows, which stay in the write-ahead log and are"
                            + " tried again (the log grows meanwhile): " + failure);
        }
    }

    private void publish() {
        long lowest = position;
        for (TableLane lane : lanes.values()) {
            lowest = lane.held() ? Math.min(lowest, lane.heldFrom()) : lowest;
        }
        status = lanes.values().stream()
                .map(lane -> lane.status(position))
                .sorted(Comparator.comparing(s -> s.table().fullName()))
                .toList();
        status.forEach(this::say);
        if (lowest > released) {
            released = lowest;
            try {
                log.release(lowest);
            } catch (RuntimeException e) {
                logFailure = "the write-ahead log can not be released: " + e;
            }
        }
    }

    /**
     * Returns how far every table has what the log had for it; the log was released up to here.
     *
     * @return a log position
     */
    public long materialisedPosition() {
        return released;
    }

    /**
     * Tells how tables fare.
     *
     * @return the tables that had rows since the start, by name, as of the latest tick
     */
    public List<TableStatus> status() {
        return status;
    }

    /**
     * Tells what is wrong with the log itself.
     *
     * @return what the latest tick met, or null if it could read the log
     */
    public @Nullable String logFailure() {
        return logFailure;
    }

    /** Ends the thread after one last tick, in which every table that failed is tried once more. */
    @Override
    public void close() {
        Thread running;
        synchronized (lifecycle) {
            running = thread;
            if (closing.getCount() == 0 && running == null) {
                return;
            }
            closing.countDown();
        }
        if (running == null) {
            lastTick();
            return;
        }
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

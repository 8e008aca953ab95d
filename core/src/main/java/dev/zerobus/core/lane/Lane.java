// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.schema.TableName;
import java.util.concurrent.Executor;

/**
 * One target table: takes events from the application's threads and delivers them, at least once and in ring order, as
 * rows. A lane shares nothing with other lanes, so a broken table never stops another one. Safe from any thread; no
 * method throws once the lane is started.
 */
public final class Lane {

    /** A year: far from where adding nanoseconds overflows. */
    private static final long LONGEST_CLOSE_NANOS = 365L * 24 * 3600 * 1_000_000_000;

    private final LaneParts parts;
    private final EventRing ring;
    private final Admission admission;
    private final FlushBoard board;
    private final DrainRunner runner;
    private final Drain drain;
    /** Whether events say which of them keep their order: with one stream all do. */
    private final boolean keyed;

    Lane(LaneParts parts) {
        this.parts = parts;
        this.keyed = parts.mostStreams() > 1;
        this.ring = new EventRing(
                parts.replay() ? EventRing.MIN_CAPACITY_BYTES : parts.settings().ringBytes(), this::ringFills);
        this.runner = new DrainRunner(ring, parts.settings().lingerNanos(), parts.replay(), parts.nanoClock());
        this.admission = new Admission(ring, parts.settings(), parts.metrics(), parts.nanoClock());
        this.board = new FlushBoard(parts.nanoClock(), runner::wake);
        this.drain = new Drain(parts, ring, admission, board, runner::wake);
        if (parts.replay()) {
            admission.close();
        }
    }

    /**
     * Begins a lane with what every lane needs.
     *
     * @param name its name in the configuration, in messages and in the name of its thread
     * @param table where its rows go
     * @param identity who sends
     * @param schemaSource where the table's columns are looked up; asked on the house thread
     * @param sessions makes its stream
     * @param house runs what may block: the client's one house thread
     * @param status where messages go; limits their rate
     * @return a builder
     */
    public static LaneBuilder builder(
            String name,
            TableName table,
            RowIdentity identity,
            SchemaSource schemaSource,
            SessionFactory sessions,
            Executor house,
            StatusChannel status) {
        return new LaneBuilder(name, table, identity, schemaSource, sessions, house, status);
    }

    /**
     * Returns the lane's name.
     *
     * @return the name in the configuration
     */
    public String name() {
        return parts.name();
    }

    /**
     * Returns where the rows go.
     *
     * @return the table
     */
    public TableName table() {
        return parts.table();
    }

    /**
     * Returns how the lane buffers, batches and refuses.
     *
     * @return the settings
     */
    public LaneSettings settings() {
        return parts.settings();
    }

    /**
     * Offers an event; its bytes are copied. Waits only under {@link OverflowPolicy#BLOCK}, as long as that is configured
     * to, and never on a thread of the client or one that is interrupted, but for those of a framework's queue. A refusal is
     * counted with its reason.
     *
     * @param draft the event, complete
     * @return whether the lane took it
     */
    public boolean offer(EventDraft draft) {
        return offer(draft.bytes(), 0, draft.length(), draft.severityNumber());
    }

    /**
     * As {@link #offer(EventDraft)}, for an event that is bytes already.
     *
     * @param bytes hold the event; copied before this returns
     * @param offset where it begins
     * @param length how long it is, in bytes
     * @param severity OpenTelemetry's severity number; 0 if there is none
     * @return whether it was accepted; a refusal has been counted with its reason
     */
    public boolean offer(byte[] bytes, int offset, int length, int severity) {
        if (runner.awaitsStart()) {
            awaken();
        }
        return admission.offer(bytes, offset, length, severity, keyed ? OrderKey.lead(OrderKey.ofThisThread()) : 0);
    }

    /**
     * As {@link #offer(byte[], int, int, int)}, for an event that another thread has emitted.
     *
     * @param bytes hold the event; copied before this returns
     * @param offset where it begins
     * @param length how long it is, in bytes
     * @param severity OpenTelemetry's severity number; 0 if there is none
     * @param orderKey what {@link OrderKey#ofThisThread} says on that thread: its events stay in order
     * @return whether it was accepted; a refusal has been counted with its reason
     */
    public boolean offer(byte[] bytes, int offset, int length, int severity, int orderKey) {
        if (runner.awaitsStart()) {
            awaken();
        }
        return admission.offer(bytes, offset, length, severity, keyed ? OrderKey.lead(orderKey) : 0);
    }

    /**
     * Waits until everything accepted before this call is durable at the service, or was set aside. Does not wait for
     * later events; nothing that it waits for lingers. Never waits on the lane's own drain thread.
     *
     * @param deadlineNanos when to give up, on the scale of {@link System#nanoTime}
     * @return whether it is; false at the deadline, if the lane was closed before, or if the caller was interrupted (its
     *     flag stays set)
     */
    public boolean flush(long deadlineNanos) {
        long position = ring.claimedPosition();
        return board.await(position, runner.isDrainThread() ? parts.nanoClock().getAsLong() : deadlineNanos);
    }

    /**
     * Ends the lane: refuses new events, delivers what it has, waits for the acknowledgements, and gives up at the
     * deadline. Whoever calls first sets the deadline; every call reports. Returns within the timeout, give or take half a
     * second if the drain is held up in somebody else's code.
     *
     * @param timeoutNanos how long to wait at most, in nanoseconds
     * @return what became of the events; not {@linkplain LaneReport#finished finished} if an earlier close with a longer
     *     time goes on, or the caller was interrupted (its flag stays set)
     */
    public LaneReport close(long timeoutNanos) {
        long timeout = Math.min(Math.max(0, timeoutNanos), LONGEST_CLOSE_NANOS);
        beginClose(timeout);
        LaneReport report = runner.await(timeout + DrainRunner.GRACE_NANOS);
        return report == null ? reportOfNow() : report;
    }

    /**
     * As {@link #close}, but waits for nothing.
     *
     * @param timeoutNanos how long the lane may go on, in nanoseconds
     */
    public void beginClose(long timeoutNanos) {
        admission.close();
        runner.close(Math.min(Math.max(0, timeoutNanos), LONGEST_CLOSE_NANOS));
        awaken();
    }

    /**
     * Returns how many errors of its own the lane has survived; each was said on the status channel.
     *
     * @return errors since the start; anything but 0 is worth a report
     */
    public long faults() {
        return drain.tally().faults();
    }

    /** Starts the drain thread, once. */
    void start() {
        runner.awaitsStart(false);
        runner.start(parts.threadName(), drain);
    }

    /** The first event is to start the drain thread. */
    void sleep() {
        runner.awaitsStart(true);
    }

    private void ringFills() {
        runner.nudge();
    }

    /** A process that can have no more threads keeps its event in the ring; the next one tries again. */
    private void awaken() {
        try {
            start();
        } catch (RuntimeException | Error e) {
            runner.awaitsStart(true);
            parts.status()
                    .say(
                            StatusChannel.Level.ERROR,
                            "lane " + name() + " can not start its thread: " + e
                                    + "; events wait in memory, and the next one tries again");
        }
    }

    /** For tests that run the steps themselves. */
    Drain drain() {
        return drain;
    }

    /** For tests that run the steps themselves: refuses new events, as the beginning of a close does. */
    void refuseAll() {
        admission.close();
        drain.hurry();
    }

    private LaneReport reportOfNow() {
        LaneTally tally = drain.tally();
        long acked = tally.acked();
        long setAside = tally.setAside();
        long lost = tally.lost();
        long settled = acked + setAside + lost;
        long seen = Math.max(tally.read(), settled);
        long spilled = Math.min(tally.spilled(), seen - settled);
        return new LaneReport(name(), seen, acked, setAside, spilled, lost, seen - settled - spilled, false);
    }
}

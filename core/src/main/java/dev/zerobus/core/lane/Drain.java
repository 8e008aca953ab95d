// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Moves a lane's events from its ring to its stream, one {@linkplain #runOnce step} at a time. Owned by the drain thread,
 * which is whoever calls {@link #runOnce}; the thread itself, its sleep and its end are {@link DrainRunner}'s.
 *
 * <p>A step hears what the stream has to say, takes a new schema if one came, gathers rows, and sends at most one request.
 * Nothing here waits but for the disk. Ring and disk are the only queue: what is unacknowledged stays in it, and a resend is a
 * rewind.
 */
final class Drain {

    /** So many culprits without an acknowledgement between them look like a changed table, not like bad records. */
    private static final int SUSPICIOUS_CULPRITS = 3;

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** The disk's share of the time for closing, at most. */
    private static final long MOST_DISK_NANOS = SECOND_NANOS;

    private final LaneParts parts;
    private final LaneMetrics metrics;
    private final LaneTally tally = new LaneTally();
    private final LaneCursor cursor;
    private final Gatherer gatherer;
    private final Throttle throttle;
    private final Delivery delivery;
    private final LaneStates states;
    private final Breaker breaker;
    private final Faults faults;
    private final SchemaKeeper schema;
    private final TableWatch watch;
    /** Null: the lane has no disk, or nothing but a disk. */
    private final @Nullable SpillDesk spill;

    private final OldEnd disk;
    private final Admission admission;
    private final FlushBoard board;
    private final StreamSession session;

    private @Nullable RowEncoder encoder;
    /** Rows of other columns, sent when everything that is on its way is durable: so that nothing is sent twice. */
    private @Nullable RowEncoder next;

    private boolean connected;
    private boolean openedBefore;
    private boolean hurried;
    /** Nothing at all is done for a while after an error of ours. */
    private boolean faulted;

    private long faultRestUntilNanos;
    private boolean secondBegun;
    private long secondNanos;
    private long saidRefused;
    private long nowNanos;

    Drain(LaneParts parts, EventRing ring, Admission admission, FlushBoard board, Runnable wakeup) {
        this.parts = parts;
        this.metrics = parts.metrics();
        this.admission = admission;
        this.board = board;
        this.disk = parts.disk();
        this.cursor = new LaneCursor(ring, disk, parts.replay(), metrics);
        this.spill = disk == OldEnd.NONE || parts.replay() ? null : new SpillDesk(parts, cursor);
        this.states = new LaneStates(parts);
        this.breaker = new Breaker(parts, states, tally);
        this.faults = new Faults(parts.name(), tally, parts.status());
        SetAsideDesk desk = new SetAsideDesk(parts.name(), cursor, parts.setAside(), parts.status());
        this.throttle = new Throttle(parts.limits(), metrics);
        this.schema = new SchemaKeeper(parts, wakeup, parts.random(), states);
        this.watch = new TableWatch(parts, schema, states);
        int batchBytes = Math.min(parts.settings().batchBytes(), throttle.maxBytes());
        this.gatherer = new Gatherer(batchBytes, cursor, desk, faults, metrics, watch);
        this.delivery = new Delivery(parts.settings(), cursor, gatherer, desk, faults, metrics, tally, throttle);
        this.session = parts.sessions().create(parts.table(), new DrainListener(this, parts, states), wakeup);
    }

    /**
     * Does what there is to do now.
     *
     * @return how much was done; 0: nothing, the caller may sleep
     */
    int runOnce(long now) {
        if (faulted && now - faultRestUntilNanos < 0) {
            return 0;
        }
        faulted = false;
        nowNanos = now;
        cursor.now(now);
        int work = 0;
        try {
            work = step();
        } catch (Throwable error) {
            // Whatever it is: a dead drain would lose every later event.
            faulted = true;
            faultRestUntilNanos = now + faults.caught(error);
        }
        publish();
        return work;
    }

    /** From now on nothing lingers: the lane is closing. */
    void hurry() {
        hurried = true;
        cursor.stopReplay();
    }

    /** Whether everything that was and ever will be accepted has left the ring. */
    boolean exhausted() {
        return gatherer.pending().isEmpty() && delivery.idle() && cursor.exhausted();
    }

    /** When {@link #runOnce} has something to do at the latest, not after {@code latest}. */
    long nextDeadlineNanos(long latest) {
        if (faulted) {
            return faultRestUntilNanos - latest < 0 ? faultRestUntilNanos : latest;
        }
        long next = schema.nextDeadlineNanos(latest);
        long ofSession = session.nextDeadlineNanos();
        if (ofSession != StreamSession.NO_DEADLINE && ofSession - next < 0) {
            next = ofSession;
        }
        next = throttle.nextDeadlineNanos(breaker.nextDeadlineNanos(next));
        if (!gatherer.pending().isEmpty() && !lingered()) {
            long lingerEnd = gatherer.pending().startNanos() + parts.settings().lingerNanos();
            next = lingerEnd - next < 0 ? lingerEnd : next;
        }
        return spill == null ? next : spill.nextDeadlineNanos(next);
    }

    LaneTally tally() {
        return tally;
    }

    /** How much of the time for closing is the disk's. */
    long diskNanos(long closeNanos) {
        return spill == null ? 0 : Math.min(MOST_DISK_NANOS, closeNanos / 4);
    }

    /** At the end: copies what is left to the disk, a portion at a time. Returns whether there is nothing more to be done. */
    boolean spillRest(long now) {
        try {
            return spill == null || spill.copyPortionOfRest(now);
        } catch (Throwable error) {
            faults.caught(error);
            return true;
        }
    }

    /** Ends the stream, counts what is left and tells whoever waits. Nothing may be called afterwards. */
    LaneReport finish() {
        try {
            states.close();
            session.close();
        } catch (RuntimeException | Error e) {
            faults.caught(e);
        }
        try {
            delivery.forget();
            LaneReport report = EndCount.of(parts.name(), tally.acked(), cursor, spill);
            publish();
            disk.close();
            return report;
        } finally {
            board.finished();
        }
    }

    /** Behind the end, before whoever waits for it goes on. */
    void tellEnded(LaneReport report) {
        try {
            parts.ended().accept(report);
        } catch (RuntimeException | Error e) {
            faults.caught(e);
        }
    }

    private int step() {
        throttle.stepBegins(nowNanos);
        int work = session.poll(nowNanos);
        work += followTable();
        if (spill != null) {
            work += spill.copyAhead(nowNanos, hurried);
        }
        if (breaker.ends(nowNanos)) {
            // perhaps the table was repaired meanwhile
            schema.refetch(nowNanos);
        }
        if (!breaker.blocks(nowNanos)) {
            work += move();
        }
        delivery.releaseTail();
        if (spill != null) {
            work += spill.makeRoom(nowNanos) ? 1 : 0;
            spill.tick(nowNanos);
        }
        everySecond();
        if (schema.startIfDue(nowNanos)) {
            watch.looked();
            work++;
        }
        return work;
    }

    private int followTable() {
        RowEncoder arrived = schema.arrived(nowNanos);
        if (arrived != null) {
            next = arrived;
        }
        watch.tick();
        RowEncoder rows = next;
        if (rows == null || !(delivery.idle() || sameDescriptor(rows))) {
            return 0;
        }
        next = null;
        use(rows);
        return 1;
    }

    private boolean sameDescriptor(RowEncoder rows) {
        return encoder != null && Arrays.equals(encoder.descriptorProto(), rows.descriptorProto());
    }

    private int move() {
        RowEncoder rows = encoder;
        if (rows == null) {
            if (!cursor.next()) {
                return 0;
            }
            cursor.unread();
            schema.want();
            return 0;
        }
        if (watch.awaits() || next != null) {
            return 0;
        }
        long oddities = gatherer.misfits() + rows.strayFields();
        int work = watch.holds() ? 0 : gatherer.fill(rows, delivery.maxRecords(), nowNanos);
        if (gatherer.misfits() + rows.strayFields() != oddities) {
            watch.doubts(nowNanos);
        }
        if (gatherer.pending().isEmpty() || watch.awaits()) {
            return work;
        }
        if (!connected) {
            connected = true;
            session.connect(rows.descriptorProto());
        }
        if (due() && session.ready() && delivery.hasRoom() && safe() && delivery.allowed(nowNanos)) {
            delivery.send(session, nowNanos);
            return work + 1;
        }
        return work;
    }

    /** Whether what goes out may: with write-ahead it must be on disk. */
    private boolean safe() {
        return spill == null || spill.maySend(cursor.readSeq(), nowNanos);
    }

    private boolean due() {
        return hurried
                || gatherer.full(delivery.maxRecords())
                || lingered()
                || board.wants(gatherer.pending().startPosition());
    }

    private boolean lingered() {
        return nowNanos - gatherer.pending().startNanos() >= parts.settings().lingerNanos();
    }

    private void use(RowEncoder arrived) {
        RowEncoder before = encoder;
        encoder = arrived;
        watch.adopt(before, arrived, nowNanos);
        if (before == null) {
            return;
        }
        if (!Arrays.equals(before.descriptorProto(), arrived.descriptorProto())) {
            parts.status()
                    .say(
                            StatusChannel.Level.INFO,
                            "lane " + parts.name() + ": the columns of " + parts.table()
                                    + " have changed; rows are made anew by the new schema");
            delivery.rowsChanged();
            if (connected) {
                session.connect(arrived.descriptorProto());
            }
        }
        gatherer.restart();
    }

    void opened() {
        if (openedBefore) {
            // a stream may have ended because the table was altered, and time has passed
            schema.recheck(true, nowNanos);
        }
        openedBefore = true;
    }

    void acked(long offset) {
        delivery.acked(offset, nowNanos);
    }

    void lost() {
        delivery.lost();
    }

    void rejected(StreamFailure why) {
        boolean culprit = delivery.rejected();
        // a service that speaks of columns is believed first, also when one event stands alone
        boolean oddTable = !why.causes().isEmpty() || (culprit && delivery.culpritsInARow() >= SUSPICIOUS_CULPRITS);
        boolean looked = oddTable && watch.suspects(!why.causes().isEmpty(), cursor.releasedSeq(), nowNanos);
        if (!looked && culprit) {
            delivery.setAsideCulprit(why);
        }
        breaker.rejected(culprit, why, nowNanos);
    }

    void schemaRejected() {
        watch.rejected(nowNanos);
    }

    private void everySecond() {
        if (!secondBegun || nowNanos - secondNanos >= SECOND_NANOS) {
            secondBegun = true;
            secondNanos = nowNanos;
            states.tick();
            sayIfFull();
            parts.everySecond().run();
        }
    }

    private void sayIfFull() {
        long refused = admission.refusedForRoom();
        if (refused != saidRefused) {
            saidRefused = refused;
            parts.status()
                    .say(
                            StatusChannel.Level.WARN,
                            parts.name() + "/full",
                            "lane " + parts.name() + " has no room: " + refused
                                    + " events were refused since the start; its stream is " + session.state()
                                    + "; a larger ring, or a faster way to the service, helps");
        }
    }

    private void publish() {
        tally.setAside(cursor.setAside());
        tally.read(cursor.readSeq());
        if (spill != null) {
            tally.lost(cursor.lost());
            tally.spilled(Math.max(0, spill.sealedSeq() - cursor.releasedSeq()));
        }
        if (cursor.moved()) {
            metrics.position(cursor.readSeq(), cursor.releasedSeq(), cursor.ringSeq());
        }
        board.released(cursor.acked());
    }
}

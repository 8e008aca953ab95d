// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;
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
    private final LaneStreams streams;
    private final Rescaling rescaling;
    private final Gate gate = new Gate();
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

    private @Nullable RowEncoder encoder;
    /** Rows of other columns, sent when everything that is on its way is durable: so that nothing is sent twice. */
    private @Nullable RowEncoder next;

    private boolean hurried;
    /** Nothing at all is done for a while after an error of ours. */
    private boolean faulted;

    private long faultRestUntilNanos;
    private boolean secondBegun;
    private long secondNanos;
    private long saidRefused;
    private long reportedDealt;
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
        this.schema = new SchemaKeeper(parts, wakeup, parts.random(), states);
        this.watch = new TableWatch(parts, schema, states);
        this.streams = new LaneStreams(
                parts,
                cursor,
                states,
                new StreamDesk(
                        cursor,
                        desk,
                        faults,
                        tally,
                        watch,
                        stream -> parts.sessions()
                                .create(parts.table(), new DrainListener(this, stream, parts), wakeup)));
        this.rescaling = new Rescaling(parts, streams);
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
        try {
            rescaling.end();
        } catch (RuntimeException | Error e) {
            faults.caught(e); // this is asked again with each step
        }
    }

    /** Whether everything that was and ever will be accepted has left the ring. */
    boolean exhausted() {
        return streams.idle() && cursor.exhausted();
    }

    /** When {@link #runOnce} has something to do at the latest, not after {@code latest}. */
    long nextDeadlineNanos(long latest) {
        if (faulted) {
            return faultRestUntilNanos - latest < 0 ? faultRestUntilNanos : latest;
        }
        long next = breaker.nextDeadlineNanos(schema.nextDeadlineNanos(latest));
        next = streams.nextDeadlineNanos(next, nowNanos);
        return spill == null ? next : spill.nextDeadlineNanos(next);
    }

    LaneTally tally() {
        return tally;
    }

    /** For tests, which can not wait for a load: begins to change to so many streams, if the lane may have as many. */
    void rescale(int count) {
        RowEncoder rows = encoder;
        if (rows != null) {
            rescaling.begin(count, rows, nowNanos);
        }
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
            streams.release();
            states.close();
            streams.close();
        } catch (RuntimeException | Error e) {
            faults.caught(e);
        }
        try {
            streams.forget();
            LaneReport report = EndCount.of(parts.name(), tally.acked(), cursor, spill, streams);
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
        int work = streams.poll(nowNanos);
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
        streams.dealer().passOver();
        streams.release();
        work += rescaling.step(nowNanos) ? 1 : 0;
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
        if (rows == null || !(streams.nothingInFlight() || sameDescriptor(rows))) {
            return 0;
        }
        use(rows);
        next = null; // only now: if an error comes in between it is done again, and nothing is sent before
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
        long oddities = streams.misfits() + rows.strayFields();
        int work = watch.holds() ? 0 : streams.dealer().deal(rows, nowNanos);
        if (streams.misfits() + rows.strayFields() != oddities) {
            watch.doubts(nowNanos);
        }
        if (streams.nothingPending() || watch.awaits()) {
            return work;
        }
        streams.connect(rows);
        return work + streams.send(gate, nowNanos);
    }

    /** What else decides whether a request goes out. */
    private final class Gate implements LaneStreams.Gate {

        @Override
        public boolean due(PendingBatch pending, boolean full) {
            return hurried
                    || full
                    || rescaling.draining()
                    || nowNanos - pending.startNanos() >= parts.settings().lingerNanos()
                    || board.wants(pending.startPosition());
        }

        /** With write-ahead it must be on disk. */
        @Override
        public boolean safe(long endSeq) {
            return spill == null || spill.maySend(endSeq, nowNanos);
        }
    }

    private void use(RowEncoder arrived) {
        RowEncoder before = encoder;
        watch.adopt(before, arrived, nowNanos);
        if (before == null) {
            encoder = arrived;
            return;
        }
        if (!Arrays.equals(before.descriptorProto(), arrived.descriptorProto())) {
            parts.status()
                    .say(
                            StatusChannel.Level.INFO,
                            "lane " + parts.name() + ": the columns of " + parts.table()
                                    + " have changed; rows are made anew by the new schema");
            streams.rowsChanged(arrived);
        }
        encoder = arrived;
        streams.restart();
    }

    void opened(LaneStream stream) {
        if (stream.opensAgain()) {
            // a stream may have ended because the table was altered, and time has passed
            schema.recheck(true, nowNanos);
        }
    }

    void acked(LaneStream stream, long offset) {
        stream.delivery().acked(offset, nowNanos);
        streams.release();
    }

    void stateChanged(LaneStream stream, SessionState to, String why) {
        streams.stateChanged(stream, to, why);
    }

    void rejected(LaneStream stream, StreamFailure why) {
        Delivery delivery = stream.delivery();
        boolean culprit = delivery.rejected();
        // a service that speaks of columns is believed first, also when one event stands alone
        boolean oddTable = !why.causes().isEmpty() || (culprit && delivery.culpritsInARow() >= SUSPICIOUS_CULPRITS);
        boolean looked = oddTable
                && watch.suspects(!why.causes().isEmpty(), stream.gatherer().takenSeq(), nowNanos);
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
            RowEncoder rows = encoder;
            if (rows != null && !hurried) {
                rescaling.everySecond(rows, nowNanos);
            }
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
                                    + " events were refused since the start; its stream is " + streams.state()
                                    + "; a larger ring, or a faster way to the service, helps");
        }
    }

    private void publish() {
        long dealt = streams.dealer().dealtSeq();
        tally.setAside(cursor.setAside());
        tally.read(dealt);
        if (spill != null) {
            tally.lost(cursor.lost());
            tally.spilled(Math.max(0, spill.sealedSeq() - cursor.releasedSeq()));
        }
        if (cursor.moved() || dealt != reportedDealt) {
            reportedDealt = dealt;
            metrics.position(dealt, cursor.releasedSeq(), cursor.ringSeq());
        }
        board.released(cursor.acked());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamSession;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams of one lane: sends by each of them, and gives back the room of what all of them have settled. Owned by the drain
 * thread. How many there are is {@link Rescaling}'s.
 */
final class LaneStreams {

    private final LaneParts parts;
    private final LaneCursor cursor;
    private final LaneStates states;
    private final StreamDesk desk;
    private final Dealer dealer;
    /** The first ones are in use, more than these are being opened. */
    private final List<LaneStream> all = new ArrayList<>();

    private int inUse = 1;
    /** Whose state is the lane's. */
    private LaneStream shown;

    LaneStreams(LaneParts parts, LaneCursor cursor, LaneStates states, StreamDesk desk) {
        this.parts = parts;
        this.cursor = cursor;
        this.states = states;
        this.desk = desk;
        this.dealer = new Dealer(cursor, this, parts.mostStreams());
        this.shown = add();
    }

    /** What a stream needs besides the rows: asked before a request of its goes out. */
    interface Gate {
        /** Whether the request need not wait for more rows. */
        boolean due(PendingBatch pending, boolean full);

        /** Whether what goes up to this number may leave. */
        boolean safe(long endSeq);
    }

    Dealer dealer() {
        return dealer;
    }

    LaneStream get(int index) {
        return all.get(index);
    }

    /** How many take events. */
    int inUse() {
        return inUse;
    }

    /** How many there are, in use or not yet. */
    int size() {
        return all.size();
    }

    /** One more, not in use. */
    LaneStream add() {
        LaneStream stream = new LaneStream(all.size(), parts, desk);
        all.add(stream);
        return stream;
    }

    /** Uses the first so many; the others go. Only when nothing is on its way. */
    void use(int count) {
        inUse = count;
        while (all.size() > count) {
            all.remove(all.size() - 1).session().close();
        }
        if (shown.index() >= count) {
            show(worst());
        }
    }

    int poll(long nowNanos) {
        int work = 0;
        for (int i = 0; i < all.size(); i++) {
            LaneStream stream = all.get(i);
            stream.throttle().stepBegins(nowNanos);
            work += stream.session().poll(nowNanos);
        }
        return work;
    }

    /** Opens those in use that are not open yet. */
    void connect(RowEncoder rows) {
        for (int i = 0; i < inUse; i++) {
            if (!all.get(i).connected()) {
                all.get(i).connect(rows.descriptorProto());
            }
        }
    }

    /** Rows have other columns from now on. */
    void rowsChanged(RowEncoder rows) {
        for (LaneStream stream : all) {
            stream.delivery().rowsChanged();
            if (stream.connected()) {
                stream.connect(rows.descriptorProto());
            }
        }
    }

    /** What was gathered and not sent is read again. */
    void restart() {
        for (LaneStream stream : all) {
            stream.gatherer().restart();
        }
    }

    /** Events that became no row so far. */
    long misfits() {
        long misfits = 0;
        for (int i = 0; i < inUse; i++) {
            misfits += all.get(i).gatherer().misfits();
        }
        return misfits;
    }

    /** Whether no rows are gathered. */
    boolean nothingPending() {
        for (int i = 0; i < inUse; i++) {
            if (!all.get(i).pending().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is gathered, and nothing waits for an acknowledgement. */
    boolean idle() {
        for (int i = 0; i < inUse; i++) {
            if (all.get(i).delivery().holds()) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing waits for an acknowledgement. */
    boolean nothingInFlight() {
        for (int i = 0; i < inUse; i++) {
            if (!all.get(i).delivery().idle()) {
                return false;
            }
        }
        return true;
    }

    /** Sends at most one request by each stream. Returns how many. */
    int send(Gate gate, long nowNanos) {
        int sent = 0;
        for (int i = 0; i < inUse; i++) {
            LaneStream stream = all.get(i);
            PendingBatch pending = stream.pending();
            if (!pending.isEmpty()
                    && gate.due(pending, stream.full())
                    && stream.session().ready()
                    && stream.delivery().hasRoom()
                    && gate.safe(pending.endSeq())
                    && stream.delivery().allowed(nowNanos)) {
                stream.delivery().send(stream.session(), nowNanos);
                sent++;
            }
        }
        return sent;
    }

    /** Gives back the room of everything before the first event that is not settled. */
    void release() {
        long seq = cursor.readSeq();
        long position = cursor.position();
        for (int i = 0; i < inUse; i++) {
            Delivery delivery = all.get(i).delivery();
            if (delivery.holds() && delivery.firstSeq() < seq) {
                seq = delivery.firstSeq();
                position = delivery.firstPosition();
            }
        }
        // numbers without a place: what the disk of an earlier process no longer has at its end
        if (position > cursor.acked() || seq > cursor.releasedSeq()) {
            cursor.release(position, seq);
            dealer.released(seq);
        }
        long passed = cursor.position();
        for (int i = 0; i < inUse; i++) {
            all.get(i).delivery().passed(passed);
        }
    }

    /** Whether an event that was not set aside is durable, although something before it is not. */
    boolean isAcked(int key, long seq) {
        return all.get(dealer.streamOf(key)).delivery().isAcked(seq);
    }

    /** When one of the sessions or of the waiting requests is due, not after {@code latest}. */
    long nextDeadlineNanos(long latest, long nowNanos) {
        long next = latest;
        for (LaneStream stream : all) {
            long ofSession = stream.session().nextDeadlineNanos();
            if (ofSession != StreamSession.NO_DEADLINE && ofSession - next < 0) {
                next = ofSession;
            }
            next = stream.throttle().nextDeadlineNanos(next);
            PendingBatch pending = stream.pending();
            long lingerEnd = pending.startNanos() + parts.settings().lingerNanos();
            if (!pending.isEmpty() && nowNanos - lingerEnd < 0 && lingerEnd - next < 0) {
                next = lingerEnd;
            }
        }
        return next;
    }

    /** What a stream's session has told. */
    void stateChanged(LaneStream stream, SessionState to, String why) {
        stream.became(to, why);
        if (stream.index() >= inUse) {
            return;
        }
        LaneStream worst = worst();
        if (worst == stream || worst != shown) {
            show(worst);
        }
    }

    private void show(LaneStream stream) {
        shown = stream;
        states.session(stream.state(), stream.why());
    }

    private LaneStream worst() {
        LaneStream worst = all.get(0);
        for (int i = 1; i < inUse; i++) {
            if (rank(all.get(i).state()) > rank(worst.state())) {
                worst = all.get(i);
            }
        }
        return worst;
    }

    private static int rank(SessionState state) {
        switch (state) {
            case BLOCKED:
                return 4;
            case RECOVERING:
                return 3;
            case CONNECTING:
                return 2;
            case PAUSED:
                return 1;
            default:
                return 0;
        }
    }

    /** The state that is the lane's. */
    SessionState state() {
        return shown.session().state();
    }

    /** Forgets what is on its way, at the very end. */
    void forget() {
        for (LaneStream stream : all) {
            stream.delivery().forget();
        }
        cursor.rewind();
    }

    void close() {
        for (LaneStream stream : all) {
            stream.session().close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The life of a session as a pure state machine: events and times come in, effects and the listener's calls go out. No gRPC,
 * no thread, no clock, no randomness of its own. Owned by the drain thread.
 *
 * <pre>
 *            connect             created             close signal, requests in flight
 *   IDLE -------------> CONNECTING -------> OPEN ----------------------------&gt; PAUSED
 *                        ^  ^  |  |          |                                    |
 *              retry due |  |  |  |          | ended, ack timeout,                | all acked, time is up,
 *                        |  |  |  |          | protocol error, close signal       | ended, ack timeout
 *                        |  |  |  | may pass v                                    |
 *                        |  |  |  +------&gt; RECOVERING &lt;----------------------------+
 *                        |  |  |             |
 *                        |  +--|-------------+ delay is over
 *                        |     |
 *                        |     | somebody has to repair something (also from OPEN and PAUSED)
 *                        |     v
 *                        +-- BLOCKED                       close, from any state ---&gt; CLOSED
 * </pre>
 *
 * <p>Connecting with another descriptor leads to CONNECTING from everywhere but RECOVERING, whose delay stays, and CLOSED.
 *
 * <p>What an event does in a state is in that state's class; events that a class does not name are ignored in it. All of them
 * go through {@link #transitionTo}.
 *
 * <p>Budgets. Delays grow with every failure, and only progress of acknowledgements makes them small again, so that a service
 * which creates streams and breaks them at once is not hammered. A stream that was open longer than the longest delay does not
 * make them grow. Refused requests are the lane's to isolate: the first {@value #FREE_REJECTIONS} in a row do not count.
 */
final class StreamMachine {

    /** Enough to bisect a batch of any size that fits a request. */
    static final int FREE_REJECTIONS = 32;

    final StreamSettings settings;
    final InFlight inFlight;

    private final MachineEffects effects;
    private final SessionListener listener;
    private final Jitter jitter;
    private final Backoff backoff;
    private final Backoff blockedBackoff;

    private MachineState state = new IdleState(this);
    private byte @Nullable [] descriptor;
    private boolean freshTokenNext;
    private boolean freshTokenTried;
    private int rejections;
    private long openedNanos;
    /** When the request that is now the oldest became the oldest. */
    private long oldestSinceNanos;

    StreamMachine(StreamSettings settings, MachineEffects effects, SessionListener listener, Jitter jitter) {
        this.settings = settings;
        this.effects = effects;
        this.listener = listener;
        this.jitter = jitter;
        inFlight = new InFlight(settings.maxInFlightRequests, settings.maxInFlightBytes);
        backoff = new Backoff(0, settings.backoffMinNanos, settings.backoffMaxNanos, jitter);
        blockedBackoff = new Backoff(
                settings.blockedRetryMinNanos,
                2 * settings.blockedRetryMinNanos,
                settings.blockedRetryMaxNanos,
                jitter);
    }

    SessionState state() {
        return state.id();
    }

    long deadlineNanos() {
        return state.deadlineNanos();
    }

    void onConnect(byte[] descriptorProto, long nowNanos) {
        if (!Arrays.equals(descriptor, descriptorProto)) {
            descriptor = descriptorProto;
            state.onConnect(descriptorProto, nowNanos);
        }
    }

    void onCallStarted() {
        state.onCallStarted();
    }

    void onHeaders() {
        state.onHeaders();
    }

    void onCreated(long nowNanos) {
        state.onCreated(nowNanos);
    }

    void onAck(long offset, long nowNanos) {
        state.onAck(offset, nowNanos);
    }

    void onCloseSignal(long durationNanos, long nowNanos) {
        if (state.id() != SessionState.CLOSED) {
            listener.closeSignalled();
        }
        state.onCloseSignal(durationNanos, nowNanos);
    }

    void onProtocolError(String what, long nowNanos) {
        state.onProtocolError(what, nowNanos);
    }

    void onEnded(StreamFailure why, long nowNanos) {
        state.onEnded(why, nowNanos);
    }

    /**
     * An error has cut off what was being done, so nobody knows how far it came, and what the owner has heard of it: what there
     * was is given up, what was sent is lost, and another attempt is made.
     */
    void onCutOff(long nowNanos) {
        if (descriptor == null || state.id() == SessionState.CLOSED) {
            return;
        }
        StreamFailure why = StreamFailure.of(FailureCode.INTERNAL, "an error of the client has cut off its work");
        effects.endAttempt();
        inFlight.clear();
        moveOn(why, false, backoff.next(), nowNanos);
        tellLost(why, false);
    }

    /** Runs the deadline if it has come. Returns whether it had. */
    boolean onTime(long nowNanos) {
        long deadline = state.deadlineNanos();
        if (deadline == StreamSession.NO_DEADLINE || nowNanos - deadline < 0) {
            return false;
        }
        state.onDeadline(nowNanos);
        return true;
    }

    boolean mayTake() {
        return state.id() == SessionState.OPEN && inFlight.hasRoom();
    }

    /** One more request is on its way. Returns its offset. */
    long onSend(int requestBytes, long nowNanos) {
        if (!mayTake()) {
            throw new IllegalStateException("nothing may be sent while " + state.id() + " with " + inFlight.requests()
                    + " requests and " + inFlight.bytes() + " bytes in flight");
        }
        if (inFlight.empty()) {
            oldestSinceNanos = nowNanos;
        }
        return inFlight.sent(requestBytes);
    }

    void onClose() {
        if (state.id() != SessionState.CLOSED) {
            effects.endAttempt();
            inFlight.clear();
            transitionTo(new ClosedState(this), "closed by its owner");
        }
    }

    /** The one place where the state changes. */
    void transitionTo(MachineState next, String why) {
        SessionState from = state.id();
        state = next;
        if (from != next.id()) {
            listener.stateChanged(from, next.id(), why);
        }
    }

    /** Begins an attempt, and gives up the one that may be under way. */
    void connect(long nowNanos, String why) {
        effects.endAttempt();
        effects.startAttempt(freshTokenNext);
        freshTokenNext = false;
        transitionTo(new ConnectingState(this, nowNanos + settings.openTimeoutNanos), why);
    }

    void createStream() {
        if (descriptor != null) {
            effects.createStream(descriptor);
        }
    }

    void open(long nowNanos) {
        inFlight.clear();
        openedNanos = nowNanos;
        transitionTo(new OpenState(this), "the stream is created");
        if (state.id() == SessionState.OPEN) {
            listener.opened();
        }
    }

    void takeAck(long offset, long nowNanos) {
        switch (inFlight.acked(offset)) {
            case PROGRESS:
                progress(nowNanos);
                listener.acked(offset);
                break;
            case IMPOSSIBLE:
                listener.ackIgnored(offset);
                break;
            default: // repeated: nothing new
        }
    }

    /** Gives up the open stream for one with another descriptor. */
    void reconnect(long nowNanos) {
        StreamFailure why = StreamFailure.of(
                FailureCode.NEW_DESCRIPTOR, "the table's rows are sent with another descriptor from now");
        inFlight.clear();
        connect(nowNanos, why.text());
        tellLost(why, false);
    }

    /** An open stream has ended, or is given up. */
    void streamGone(StreamFailure why, long nowNanos) {
        boolean refused = why.code().verdict() == FailureCode.Verdict.REFUSED && !inFlight.empty();
        effects.endAttempt();
        inFlight.clear();
        boolean steady = nowNanos - openedNanos >= settings.backoffMaxNanos;
        if (steady) {
            freshTokenTried = false;
        }
        moveOn(why, false, delayAfterStream(why, refused, steady), nowNanos);
        tellLost(why, refused);
    }

    /** An attempt has ended before the stream was open. */
    void attemptFailed(StreamFailure why, long nowNanos) {
        effects.endAttempt();
        boolean refused = why.code().verdict() == FailureCode.Verdict.REFUSED;
        moveOn(why, refused, backoff.next(), nowNanos);
        listener.attemptFailed(why);
        if (refused && state.id() != SessionState.CLOSED) {
            listener.schemaRejected(why);
        }
    }

    /** When the oldest unacknowledged request has waited too long. */
    long ackDeadlineNanos() {
        return inFlight.empty() ? StreamSession.NO_DEADLINE : oldestSinceNanos + settings.ackTimeoutNanos;
    }

    StreamFailure ackTimeout() {
        return StreamFailure.of(
                FailureCode.ACK_TIMEOUT,
                "the oldest of " + inFlight.requests() + " unacknowledged requests made no progress within "
                        + settings.ackTimeout().toMillis() + " ms (ackTimeout)");
    }

    private void progress(long nowNanos) {
        oldestSinceNanos = nowNanos;
        backoff.reset();
        blockedBackoff.reset();
        rejections = 0;
        freshTokenTried = false;
    }

    private long delayAfterStream(StreamFailure why, boolean refused, boolean steady) {
        boolean asked = why.code() == FailureCode.CLOSE_SIGNAL;
        if (refused && ++rejections <= FREE_REJECTIONS) {
            return jitter.upTo(settings.backoffMinNanos);
        }
        if (steady) {
            return asked ? 0 : jitter.upTo(settings.backoffMinNanos);
        }
        if (asked && backoff.untouched()) {
            backoff.count();
            return 0;
        }
        return backoff.next();
    }

    private void moveOn(StreamFailure why, boolean schemaRefused, long delayNanos, long nowNanos) {
        FailureCode.Verdict verdict = why.code().verdict();
        boolean block = schemaRefused || verdict == FailureCode.Verdict.BLOCK;
        if (verdict == FailureCode.Verdict.FRESH_TOKEN) {
            freshTokenNext = true;
            block = freshTokenTried;
            freshTokenTried = true;
        }
        if (block) {
            long retryNanos = blockedBackoff.next();
            transitionTo(
                    new BlockedState(this, nowNanos + retryNanos),
                    why + "; " + Advice.on(why) + "; next attempt in " + seconds(retryNanos) + ", events are kept");
        } else {
            transitionTo(
                    new RecoveringState(this, nowNanos + delayNanos),
                    why + advice(why) + "; next attempt in " + delayNanos / 1_000_000 + " ms");
        }
    }

    /** What ends by the service's wish, or for a record's sake, needs nobody. */
    private static String advice(StreamFailure why) {
        boolean planned = why.code() == FailureCode.CLOSE_SIGNAL || why.code().verdict() == FailureCode.Verdict.REFUSED;
        return planned ? "" : "; " + Advice.on(why);
    }

    private void tellLost(StreamFailure why, boolean refused) {
        if (state.id() == SessionState.CLOSED) {
            return;
        }
        if (refused) {
            listener.rejected(why);
        } else {
            listener.lost(why);
        }
    }

    private static String seconds(long nanos) {
        return nanos / 1_000_000_000 + " s";
    }
}

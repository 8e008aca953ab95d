// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * A session in memory, for tests of what stands above it: the test says what happens, {@link #poll} delivers it in that
 * order, and everything sent is kept. It obeys the contract of {@link StreamSession}; it makes no decision of its own, except
 * to open and to acknowledge by itself when told so.
 *
 * <p>Owned by one thread, except that the {@code will...} methods may be called from any thread (they wake the owner).
 */
public final class ScriptedSession implements StreamSession {

    /** One request as it was sent; {@code stream} counts physical streams from 1. */
    public record Sent(int stream, long offset, byte[] rows, int records, long atNanos) {}

    private final SessionListener listener;
    private final Runnable wakeup;
    private final Queue<Runnable> script = new ArrayDeque<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<byte[]> descriptors = new ArrayList<>();

    private volatile boolean opensByItself = true;
    private volatile boolean acksByItself;
    private volatile int maxInFlight = Integer.MAX_VALUE;

    private SessionState state = SessionState.IDLE;
    private byte[] descriptor = new byte[0];
    private int stream;
    private int connectsToCome;
    private long nextOffset;
    private long acked = -1;
    private long deadlineNanos = NO_DEADLINE;

    public ScriptedSession(SessionListener listener, Runnable wakeup) {
        this.listener = listener;
        this.wakeup = wakeup;
    }

    /** A connect opens at the next poll (the default), or waits for {@link #willOpen()}. */
    public ScriptedSession opensByItself(boolean yes) {
        opensByItself = yes;
        return this;
    }

    /** Every request is acknowledged at the next poll, or only by {@link #willAck}. */
    public ScriptedSession acksByItself(boolean yes) {
        acksByItself = yes;
        return this;
    }

    /** {@link #ready()} is false when so many requests are in flight. */
    public ScriptedSession maxInFlight(int requests) {
        maxInFlight = requests;
        return this;
    }

    /** The stream opens at a later poll. */
    public void willOpen() {
        then(this::open);
    }

    public void willAck(long offset) {
        then(() -> ack(offset));
    }

    /** The service is heard to acknowledge something impossible. */
    public void willIgnoreAck(long offset) {
        then(() -> listener.ackIgnored(offset));
    }

    /** The stream is lost; the session reconnects by itself (opens at once if {@link #opensByItself}). */
    public void willLose(StreamFailure why) {
        then(() -> end(SessionState.RECOVERING, why, () -> listener.lost(why)));
    }

    public void willReject(StreamFailure why) {
        then(() -> end(SessionState.RECOVERING, why, () -> listener.rejected(why)));
    }

    /** The service refuses the descriptor when the stream is opened. */
    public void willRejectSchema(StreamFailure why) {
        then(() -> {
            change(SessionState.BLOCKED, why.toString());
            listener.schemaRejected(why);
        });
    }

    /** The stream is lost and the session blocked, until {@link #willOpen()} or another descriptor. */
    public void willBlock(StreamFailure why) {
        then(() -> {
            boolean wasOpen = state == SessionState.OPEN || state == SessionState.PAUSED;
            change(SessionState.BLOCKED, why.toString());
            if (wasOpen) {
                listener.lost(why);
            }
        });
    }

    /** A close signal: nothing is taken any more, acknowledgements still come; {@link #willLose} ends the pause. */
    public void willPause() {
        then(() -> {
            listener.closeSignalled();
            change(SessionState.PAUSED, "close signal");
        });
    }

    public void deadline(long nanos) {
        deadlineNanos = nanos;
    }

    /** Everything sent so far on all streams. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** The descriptors of all effective connects. */
    public List<byte[]> descriptors() {
        return List.copyOf(descriptors);
    }

    /** How many streams were opened. */
    public int streams() {
        return stream;
    }

    @Override
    public void connect(byte[] descriptorProto) {
        connectsToCome++;
        then(() -> {
            connectsToCome--;
            doConnect(descriptorProto);
        });
    }

    @Override
    public int poll(long nowNanos) {
        int done = 0;
        Runnable next;
        while ((next = next()) != null) {
            if (state == SessionState.CLOSED) {
                return done;
            }
            next.run();
            done++;
        }
        return done;
    }

    @Override
    public boolean ready() {
        return connectsToCome == 0 && state == SessionState.OPEN && nextOffset - acked - 1 < maxInFlight;
    }

    @Override
    public long send(byte[] rows, int offset, int length, int records, long nowNanos) {
        if (!ready() || length < 1 || records < 1) {
            throw new IllegalStateException("send of " + length + " bytes, " + records + " records when " + state);
        }
        long assigned = nextOffset++;
        sent.add(new Sent(stream, assigned, Arrays.copyOfRange(rows, offset, offset + length), records, nowNanos));
        if (acksByItself) {
            int sentOn = stream;
            then(() -> {
                if (sentOn == stream) {
                    ack(assigned);
                }
            });
        }
        return assigned;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public long nextDeadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void close() {
        if (state != SessionState.CLOSED) {
            change(SessionState.CLOSED, "closed");
        }
    }

    private void doConnect(byte[] descriptorProto) {
        if (state != SessionState.IDLE && Arrays.equals(descriptor, descriptorProto)) {
            return;
        }
        boolean wasOpen = state == SessionState.OPEN || state == SessionState.PAUSED;
        descriptor = descriptorProto;
        descriptors.add(descriptorProto);
        if (state != SessionState.CONNECTING && state != SessionState.RECOVERING) {
            change(SessionState.CONNECTING, "connect");
        }
        if (opensByItself && state == SessionState.CONNECTING) {
            willOpen();
        }
        if (wasOpen) {
            listener.lost(StreamFailure.of(FailureCode.NEW_DESCRIPTOR, "another descriptor"));
        }
    }

    private void then(Runnable step) {
        synchronized (script) {
            script.add(step);
        }
        wakeup.run();
    }

    private Runnable next() {
        synchronized (script) {
            return script.poll();
        }
    }

    private void open() {
        if (state == SessionState.OPEN) {
            throw new IllegalStateException("the script opens a stream that is open");
        }
        if (state != SessionState.CONNECTING) {
            change(SessionState.CONNECTING, "next attempt");
        }
        stream++;
        nextOffset = 0;
        acked = -1;
        change(SessionState.OPEN, "created");
        listener.opened();
    }

    private void ack(long offset) {
        if (state != SessionState.OPEN && state != SessionState.PAUSED) {
            return;
        }
        if (offset >= nextOffset || offset < acked) {
            listener.ackIgnored(offset);
        } else if (offset > acked) {
            acked = offset;
            listener.acked(offset);
        }
    }

    private void end(SessionState to, StreamFailure why, Runnable tell) {
        if (state != SessionState.OPEN && state != SessionState.PAUSED) {
            throw new IllegalStateException("the script ends a stream that is " + state);
        }
        change(to, why.toString());
        if (opensByItself) {
            willOpen();
        }
        tell.run();
    }

    private void change(SessionState to, String why) {
        SessionState from = state;
        state = to;
        listener.stateChanged(from, to, why);
    }
}

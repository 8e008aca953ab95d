// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamSession;
import dev.zerobus.schema.TableName;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream to nowhere: takes every batch, and acknowledges it at the next look. Owned by the lane's drain thread. */
final class LocalSession implements StreamSession {

    private @Nullable SessionListener listener;
    private SessionState state = SessionState.IDLE;
    private boolean wanted;
    private long sent = -1;
    private long acked = -1;
    private final AtomicLong records = new AtomicLong();

    /** As a factory of sessions: this one. */
    StreamSession begin(TableName table, SessionListener told, Runnable wakeup) {
        listener = told;
        return this;
    }

    /** From any thread. */
    long records() {
        return records.get();
    }

    @Override
    public void connect(byte[] descriptorProto) {
        wanted = true;
    }

    @Override
    public int poll(long nowNanos) {
        SessionListener told = listener;
        if (told == null) {
            return 0;
        }
        if (wanted && state == SessionState.IDLE) {
            state = SessionState.OPEN;
            told.stateChanged(SessionState.IDLE, SessionState.OPEN, "nothing is sent anywhere");
            told.opened();
            return 1;
        }
        if (acked == sent) {
            return 0;
        }
        acked = sent;
        told.acked(acked);
        return 1;
    }

    @Override
    public boolean ready() {
        return state == SessionState.OPEN;
    }

    @Override
    public long send(byte[] rows, int offset, int length, int count, long nowNanos) {
        records.lazySet(records.getPlain() + count);
        return ++sent;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public long nextDeadlineNanos() {
        return acked == sent ? NO_DEADLINE : System.nanoTime();
    }

    @Override
    public void close() {
        state = SessionState.CLOSED;
    }
}

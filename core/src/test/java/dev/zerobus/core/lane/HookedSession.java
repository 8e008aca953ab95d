// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamSession;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The scripted session behind hooks of the test, which may throw as an error in its own code would. */
final class HookedSession implements StreamSession {

    private final ScriptedSession session;
    private final Runnable beforeConnect;
    private final Runnable beforeClose;
    private final Runnable beforePoll;
    private final BiConsumer<byte[], Integer> beforeSend;

    HookedSession(ScriptedSession session, Runnable beforePoll, BiConsumer<byte[], Integer> beforeSend) {
        this(session, () -> {}, () -> {}, beforePoll, beforeSend);
    }

    HookedSession(
            ScriptedSession session,
            Runnable beforeConnect,
            Runnable beforeClose,
            Runnable beforePoll,
            BiConsumer<byte[], Integer> beforeSend) {
        this.session = session;
        this.beforeConnect = beforeConnect;
        this.beforeClose = beforeClose;
        this.beforePoll = beforePoll;
        this.beforeSend = beforeSend;
    }

    @Override
    public void connect(byte[] descriptorProto) {
        beforeConnect.run();
        session.connect(descriptorProto);
    }

    @Override
    public int poll(long nowNanos) {
        beforePoll.run();
        return session.poll(nowNanos);
    }

    @Override
    public boolean ready() {
        return session.ready();
    }

    @Override
    public long send(byte[] rows, int offset, int length, int records, long nowNanos) {
        beforeSend.accept(Arrays.copyOfRange(rows, offset, offset + length), records);
        return session.send(rows, offset, length, records, nowNanos);
    }

    @Override
    public SessionState state() {
        return session.state();
    }

    @Override
    public long nextDeadlineNanos() {
        return session.nextDeadlineNanos();
    }

    @Override
    public void close() {
        beforeClose.run();
        session.close();
    }
}

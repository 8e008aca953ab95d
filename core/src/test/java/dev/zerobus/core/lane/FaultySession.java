// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamSession;

/** The scripted session, with errors of its own code where the test says so. */
final class FaultySession implements StreamSession {

    private final ScriptedSession session;
    private final LaneHarness harness;

    FaultySession(ScriptedSession session, LaneHarness harness) {
        this.session = session;
        this.harness = harness;
    }

    @Override
    public void connect(byte[] descriptorProto) {
        session.connect(descriptorProto);
    }

    @Override
    public int poll(long nowNanos) {
        if (harness.pollError != null) {
            throw harness.pollError;
        }
        return session.poll(nowNanos);
    }

    @Override
    public boolean ready() {
        return session.ready();
    }

    @Override
    public long send(byte[] rows, int offset, int length, int records, long nowNanos) {
        if (harness.sendError != null) {
            throw harness.sendError;
        }
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
        session.close();
    }
}

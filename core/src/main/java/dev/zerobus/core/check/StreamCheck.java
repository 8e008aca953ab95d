// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;
import dev.zerobus.schema.TableName;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Opens a stream as a lane does, and closes it again without sending a row. Owned by the thread that runs it. */
final class StreamCheck implements SessionListener {

    /** The longest pause between two looks; a wake-up ends it sooner. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final SessionFactory sessions;
    private final TableName table;
    private final byte[] descriptorProto;
    private boolean open;
    private @Nullable StreamFailure failure;

    StreamCheck(SessionFactory sessions, TableName table, byte[] descriptorProto) {
        this.sessions = sessions;
        this.table = table;
        this.descriptorProto = descriptorProto;
    }

    /** Ends with the session's own timeout for opening at the latest. */
    Finding run() {
        Thread self = Thread.currentThread();
        StreamSession session = sessions.create(table, this, () -> LockSupport.unpark(self));
        try {
            session.connect(descriptorProto);
            while (!open && failure == null && !Thread.currentThread().isInterrupted()) {
                if (session.poll(System.nanoTime()) == 0) {
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        } finally {
            session.close();
        }
        return open ? Finding.ok("a stream to " + table + " opens; it was closed again, no row was written") : failed();
    }

    private Finding failed() {
        StreamFailure why = failure == null ? StreamFailure.of(FailureCode.CANCELLED, "interrupted") : failure;
        return Finding.failed("no stream to " + table + ": " + why, why.code().advice());
    }

    @Override
    public void opened() {
        open = true;
    }

    @Override
    public void attemptFailed(StreamFailure why) {
        failure = why;
    }

    @Override
    public void acked(long offset) {
        // nothing is sent
    }

    @Override
    public void lost(StreamFailure why) {
        // it was open, which is what is asked
    }

    @Override
    public void rejected(StreamFailure why) {
        // nothing is sent
    }

    @Override
    public void schemaRejected(StreamFailure why) {
        // told as a failed attempt before
    }

    @Override
    public void ackIgnored(long offset) {
        // nothing is sent
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String why) {
        // the reason alone counts
    }
}

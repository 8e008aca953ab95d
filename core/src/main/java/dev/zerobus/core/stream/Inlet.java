// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * What one attempt's transport tells, put into the mailbox under the attempt's number. Safe from any thread.
 *
 * <p>The close signal is remembered at once, before the drain takes it from the mailbox: from that moment nothing more is sent.
 */
final class Inlet implements TransportListener {

    private final Mailbox mailbox;
    private final int attempt;
    private volatile boolean closing;

    Inlet(Mailbox mailbox, int attempt) {
        this.mailbox = mailbox;
        this.attempt = attempt;
    }

    /** Whether the service has asked to stop, or the call has ended. */
    boolean closing() {
        return closing;
    }

    @Override
    public void headers() {
        mailbox.put(attempt, (session, now) -> session.machine().onHeaders());
    }

    @Override
    public void created() {
        mailbox.putMessage(attempt, (session, now) -> session.machine().onCreated(now));
    }

    @Override
    public void acked(long offset) {
        mailbox.putMessage(attempt, (session, now) -> session.machine().onAck(offset, now));
    }

    @Override
    public void closeSignal(long durationNanos) {
        closing = true;
        mailbox.putMessage(attempt, (session, now) -> session.machine().onCloseSignal(durationNanos, now));
    }

    @Override
    public void protocolError(String what) {
        mailbox.putMessage(attempt, (session, now) -> session.machine().onProtocolError(what, now));
    }

    @Override
    public void readyAgain() {
        mailbox.wake();
    }

    @Override
    public void ended(StreamFailure why) {
        closing = true;
        mailbox.put(attempt, (session, now) -> session.machine().onEnded(why, now));
    }
}

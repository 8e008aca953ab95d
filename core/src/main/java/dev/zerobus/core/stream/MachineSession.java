// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenException;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.schema.TableName;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A session: the machine, the mailbox that feeds it, and the transport of the current attempt. Owned by the drain thread;
 * tokens are fetched on an executor and come back by the mailbox. Every attempt has a number, so that what an old one still
 * says is thrown away.
 */
final class MachineSession implements StreamSession, MachineEffects {

    private final TableName table;
    private final TokenSource tokens;
    private final Executor house;
    private final TransportFactory transports;
    private final Mailbox mailbox;
    private final StreamMachine machine;

    private int attempt;
    private @Nullable Inlet inlet;
    private @Nullable StreamTransport transport;
    private @Nullable Token tokenInUse;
    /** Connects that were asked for and not yet polled: until then the open stream has the descriptor of before. */
    private int connectsToCome;
    /** An error has cut off what was being done. */
    private boolean cutOff;

    MachineSession(
            TableName table,
            StreamSettings settings,
            TokenSource tokens,
            Executor house,
            TransportFactory transports,
            SessionListener listener,
            Runnable wakeup,
            Jitter jitter) {
        this.table = table;
        this.tokens = tokens;
        this.house = house;
        this.transports = transports;
        this.mailbox = new Mailbox(wakeup);
        this.machine = new StreamMachine(settings, this, listener, jitter);
    }

    @Override
    public void connect(byte[] descriptorProto) {
        // through the mailbox, since the time is known in poll only
        mailbox.put(Mailbox.NO_ATTEMPT, (session, now) -> {
            session.connectsToCome--;
            session.machine.onConnect(descriptorProto, now);
        });
        connectsToCome++;
    }

    @Override
    public int poll(long nowNanos) {
        if (cutOff) {
            machine.onCutOff(nowNanos);
        }
        cutOff = true; // until this has come to its end
        int done = polled(nowNanos);
        cutOff = false;
        return done;
    }

    private int polled(long nowNanos) {
        int done = 0;
        int messages = 0;
        for (Mailbox.Letter letter = mailbox.take(); letter != null; letter = mailbox.take()) {
            done++;
            if (letter.attempt == attempt || letter.attempt == Mailbox.NO_ATTEMPT) {
                int before = attempt;
                letter.action.run(this, nowNanos);
                messages = before == attempt ? messages + (letter.message ? 1 : 0) : 0;
            }
        }
        if (messages > 0 && transport != null) {
            transport.taken(messages);
        }
        while (machine.onTime(nowNanos)) {
            done++;
        }
        return done;
    }

    @Override
    public boolean ready() {
        return connectsToCome == 0
                && machine.mayTake()
                && transport != null
                && inlet != null
                && !inlet.closing()
                && transport.ready();
    }

    @Override
    public long send(byte[] rows, int offset, int length, int records, long nowNanos) {
        StreamTransport open = transport;
        if (length < 1 || records < 1 || open == null) {
            throw new IllegalStateException(
                    "no request of " + length + " bytes and " + records + " records may be sent while " + state());
        }
        long offsetId = machine.onSend(length, nowNanos);
        open.send(offsetId, rows, offset, length);
        return offsetId;
    }

    @Override
    public SessionState state() {
        return machine.state();
    }

    @Override
    public long nextDeadlineNanos() {
        return machine.deadlineNanos();
    }

    @Override
    public void close() {
        machine.onClose();
    }

    @Override
    public void startAttempt(boolean freshToken) {
        int number = attempt;
        Token refused = freshToken ? tokenInUse : null;
        try {
            house.execute(() -> fetchToken(number, refused));
        } catch (RejectedExecutionException e) {
            failed(number, FailureCode.TOKEN_UNAVAILABLE, "nobody fetches tokens any more: the client is closing");
        }
    }

    @Override
    public void createStream(byte[] descriptorProto) {
        if (transport != null) {
            transport.create(descriptorProto);
        }
    }

    @Override
    public void endAttempt() {
        attempt++;
        StreamTransport old = transport;
        transport = null;
        inlet = null;
        if (old != null) {
            old.cancel("the client has no more use for this stream");
        }
    }

    StreamMachine machine() {
        return machine;
    }

    /** On the executor's thread. */
    private void fetchToken(int number, @Nullable Token refused) {
        try {
            if (refused != null) {
                tokens.refused(refused);
            }
            Token token = tokens.streamToken(table);
            mailbox.put(number, (session, now) -> session.startCall(token));
        } catch (TokenException e) {
            FailureCode code = e.retriable() ? FailureCode.TOKEN_UNAVAILABLE : FailureCode.TOKEN_REFUSED;
            failed(number, code, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(
                    number,
                    FailureCode.TOKEN_UNAVAILABLE,
                    "the token source failed with " + e.getClass().getName());
        }
    }

    private void startCall(@Nullable Token token) {
        tokenInUse = token;
        Inlet from = new Inlet(mailbox, attempt);
        StreamTransport started = transports.create(table, from);
        inlet = from;
        transport = started;
        machine.onCallStarted();
        started.start(token);
    }

    private void failed(int number, FailureCode code, String text) {
        mailbox.put(number, (session, now) -> session.machine.onEnded(StreamFailure.of(code, text), now));
    }

    @Override
    public String toString() {
        return "stream to " + table + ", " + state();
    }
}

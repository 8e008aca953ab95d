// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.schema.TableName;
import java.util.concurrent.Executor;
import java.util.function.LongUnaryOperator;

/**
 * The real sessions (machine, mailbox, budgets) over pipes instead of gRPC, for simulations outside this package. The two
 * interfaces are {@link StreamTransport} and {@link TransportListener}, made public.
 */
public final class PipedSessions {

    /** One physical stream as the client uses it. */
    public interface Pipe {
        void start(Token token);

        void create(byte[] descriptorProto);

        boolean ready();

        void send(long offsetId, byte[] rows, int offset, int length);

        void taken(int messages);

        void cancel(String why);
    }

    /** One physical stream as the client hears it. */
    public interface Ear {
        void headers();

        void created();

        void acked(long offset);

        void closeSignal(long durationNanos);

        void protocolError(String what);

        void readyAgain();

        void ended(StreamFailure why);
    }

    /** Where pipes lead. */
    public interface Network {
        Pipe open(TableName table, Ear ear);
    }

    /** How many messages a pipe may tell before some are taken. */
    public static final int MESSAGE_WINDOW = GrpcTransport.MESSAGE_WINDOW;

    private PipedSessions() {}

    public static SessionFactory over(
            Network network, StreamSettings settings, TokenSource tokens, Executor house, LongUnaryOperator jitter) {
        return (table, listener, wakeup) -> new MachineSession(
                table,
                settings,
                tokens,
                house,
                (to, heard) -> new Transport(network.open(to, new Listener(heard))),
                listener,
                wakeup,
                jitter::applyAsLong);
    }

    private record Transport(Pipe pipe) implements StreamTransport {

        @Override
        public void start(Token token) {
            pipe.start(token);
        }

        @Override
        public void create(byte[] descriptorProto) {
            pipe.create(descriptorProto);
        }

        @Override
        public boolean ready() {
            return pipe.ready();
        }

        @Override
        public void send(long offsetId, byte[] rows, int offset, int length) {
            pipe.send(offsetId, rows, offset, length);
        }

        @Override
        public void taken(int messages) {
            pipe.taken(messages);
        }

        @Override
        public void cancel(String why) {
            pipe.cancel(why);
        }
    }

    private record Listener(TransportListener heard) implements Ear {

        @Override
        public void headers() {
            heard.headers();
        }

        @Override
        public void created() {
            heard.created();
        }

        @Override
        public void acked(long offset) {
            heard.acked(offset);
        }

        @Override
        public void closeSignal(long durationNanos) {
            heard.closeSignal(durationNanos);
        }

        @Override
        public void protocolError(String what) {
            heard.protocolError(what);
        }

        @Override
        public void readyAgain() {
            heard.readyAgain();
        }

        @Override
        public void ended(StreamFailure why) {
            heard.ended(why);
        }
    }
}

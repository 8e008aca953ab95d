// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session whose work is cut off in the middle, because there is no memory or no thread left just then, goes on afterwards. */
class SessionErrorsTest {

    private static final byte[] DESCRIPTOR = {1};
    private static final StreamFailure GONE = StreamFailure.of(FailureCode.UNAVAILABLE, "the network is gone");

    private final List<Pipe> pipes = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Executor house = task -> {
        fail(Place.HOUSE);
        task.run();
    };
    private final MachineSession session = new MachineSession(
            TableName.of("main.shop.orders"),
            StreamSettings.defaults(),
            TokenSource.none(),
            house,
            (table, ear) -> {
                fail(Place.PIPE);
                pipes.add(new Pipe(ear));
                return pipes.get(pipes.size() - 1);
            },
            new Ears(),
            () -> {},
            bound -> bound);
    /** Where the next error comes; null: nowhere. */
    private @Nullable Place broken;

    private long now = Long.MAX_VALUE - 1_000;

    /** Where something may go wrong. */
    private enum Place {
        HOUSE,
        PIPE,
        START,
        CREATE,
        CANCEL,
        TAKEN,
        STATE,
        OPENED,
        ACKED,
        LOST
    }

    private void fail(Place at) {
        if (broken == at) {
            broken = null;
            throw new OutOfMemoryError("on purpose at " + at);
        }
    }

    /** A transport that takes everything and says what the test wants. */
    private final class Pipe implements StreamTransport {
        final TransportListener ear;
        boolean cancelled;

        Pipe(TransportListener ear) {
            this.ear = ear;
        }

        @Override
        public void start(@Nullable Token token) {
            fail(Place.START);
            ear.headers();
        }

        @Override
        public void create(byte[] descriptorProto) {
            fail(Place.CREATE);
            ear.created();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void send(long offsetId, byte[] rows, int offset, int length) {}

        @Override
        public void taken(int messages) {
            fail(Place.TAKEN);
        }

        @Override
        public void cancel(String why) {
            fail(Place.CANCEL);
            cancelled = true;
        }
    }

    /** Who owns the session. */
    private final class Ears implements SessionListener {

        @Override
        public void opened() {
            fail(Place.OPENED);
            heard.add("opened");
        }

        @Override
        public void acked(long offset) {
            fail(Place.ACKED);
            heard.add("acked " + offset);
        }

        @Override
        public void lost(StreamFailure why) {
            fail(Place.LOST);
            heard.add("lost");
        }

        @Override
        public void rejected(StreamFailure why) {
            heard.add("rejected");
        }

        @Override
        public void schemaRejected(StreamFailure why) {
            heard.add("schemaRejected");
        }

        @Override
        public void ackIgnored(long offset) {
            heard.add("ignored " + offset);
        }

        @Override
        public void stateChanged(SessionState from, SessionState to, String why) {
            fail(Place.STATE);
        }
    }

    /** As the drain does: what is thrown costs a step. */
    private void poll() {
        try {
            session.poll(now);
        } catch (OutOfMemoryError onPurpose) {
            assertThat(broken).as("thrown once").isNull();
        }
    }

    private void pass(Duration time) {
        for (long end = now + time.toNanos(); end - now > 0; now += 50_000_000) {
            poll();
        }
    }

    private Pipe pipe() {
        return pipes.get(pipes.size() - 1);
    }

    private void open() {
        session.connect(DESCRIPTOR);
        pass(Duration.ofSeconds(5));
        assertThat(session.ready()).as("open, after " + heard).isTrue();
    }

    private void send() {
        session.send(new byte[3], 0, 3, 1, now);
    }

    @Test
    void anAttemptThatIsCutOffIsFollowedByAnother() {
        for (Place place : List.of(Place.HOUSE, Place.PIPE, Place.START, Place.CREATE, Place.STATE, Place.OPENED)) {
            SessionErrorsTest test = new SessionErrorsTest();
            test.broken = place;
            test.open();
            assertThat(test.broken).as(place + " was reached").isNull();
        }
    }

    @Test
    void aStreamThatCanNotBeCancelledWhenItHasEndedIsFollowedByAnother() {
        open();
        broken = Place.CANCEL;
        pipe().ear.ended(GONE);
        pass(Duration.ofSeconds(5));
        assertThat(broken).isNull();
        assertThat(session.ready()).as("open again, after " + heard).isTrue();
        assertThat(pipes).hasSize(2);
    }

    @Test
    void aLossThatCouldNotBeToldIsToldBeforeAnotherStreamIsOpen() {
        for (Place place : List.of(Place.CANCEL, Place.STATE, Place.LOST)) {
            SessionErrorsTest test = new SessionErrorsTest();
            test.open();
            test.send();
            test.broken = place;
            test.heard.clear();
            test.pipe().ear.ended(GONE);
            test.pass(Duration.ofSeconds(5));
            assertThat(test.broken).as(place + " was reached").isNull();
            assertThat(test.heard).as(place.toString()).startsWith("lost").contains("opened");
        }
    }

    @Test
    void anAcknowledgementThatCouldNotBeToldIsALoss() {
        open();
        send();
        broken = Place.ACKED;
        heard.clear();
        pipe().ear.acked(0);
        pass(Duration.ofSeconds(5));
        assertThat(heard).containsExactly("lost", "opened");
    }

    @Test
    void anotherDescriptorIsTakenThoughTheStreamOfBeforeCouldNotBeGivenUp() {
        open();
        send();
        broken = Place.CANCEL;
        session.connect(new byte[] {2});
        pass(Duration.ofSeconds(5));
        assertThat(session.ready()).as("open again, after " + heard).isTrue();
        assertThat(heard).containsExactly("opened", "lost", "opened");
    }
}

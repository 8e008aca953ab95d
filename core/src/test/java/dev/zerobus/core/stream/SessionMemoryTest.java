// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.testing.FullHeap;
import dev.zerobus.core.testing.RecordingListener;
import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session that could not take a descriptor for want of memory takes it when it is asked again. */
@Tag("long")
class SessionMemoryTest {

    private final FullHeap heap = new FullHeap();
    private int failures;

    @Test
    void aStreamOpensOnceThereIsMemoryAgain() throws Exception {
        String said = FullHeap.run(SessionMemoryTest.class, "16m");
        assertThat(said).contains("no memory").doesNotContain("wrong").doesNotContain("no memory 0 times");
    }

    public static void main(String[] args) {
        SessionMemoryTest test = new SessionMemoryTest();
        test.attempt(1 << 16); // everything that is needed is loaded
        for (int i = 0; i < 60; i++) {
            test.attempt(8 * (i % 20));
        }
        System.out.println("no memory " + test.failures + " times");
    }

    private void attempt(int left) {
        MachineSession session = new MachineSession(
                TableName.of("main.shop.orders"),
                StreamSettings.defaults(),
                TokenSource.none(),
                Runnable::run,
                (table, ear) -> new Pipe(ear),
                new RecordingListener(),
                () -> {},
                bound -> 0);
        byte[] descriptor = {1};
        heap.leave(left);
        boolean failed = false;
        try {
            session.connect(descriptor);
        } catch (OutOfMemoryError full) {
            failed = true;
        }
        heap.release();
        failures += failed ? 1 : 0;
        session.connect(descriptor);
        for (int i = 0; i < 10; i++) {
            session.poll(i);
        }
        if (!session.ready()) {
            System.out.println("wrong after " + left + " bytes were left: " + session);
        }
    }

    /** A transport that is open at once. */
    private static final class Pipe implements StreamTransport {
        private final TransportListener ear;

        Pipe(TransportListener ear) {
            this.ear = ear;
        }

        @Override
        public void start(@Nullable Token token) {
            ear.headers();
        }

        @Override
        public void create(byte[] descriptorProto) {
            ear.created();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void send(long offsetId, byte[] rows, int offset, int length) {}

        @Override
        public void taken(int messages) {}

        @Override
        public void cancel(String why) {}
    }
}

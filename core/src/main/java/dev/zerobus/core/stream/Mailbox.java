// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where other threads leave word for the drain. {@link #put} is safe from any thread and wakes the drain; {@link #take} is the
 * drain's. Bounded by what may be told: a transport hands over at most {@link GrpcTransport#MESSAGE_WINDOW} messages before
 * some are taken, and everything else comes once or twice an attempt.
 */
final class Mailbox {

    /** What is to be done on the drain thread. */
    interface Action {
        void run(MachineSession session, long nowNanos);
    }

    /** An action, and the attempt that it belongs to. */
    static final class Letter {
        final int attempt;
        final boolean message;
        final Action action;

        Letter(int attempt, boolean message, Action action) {
            this.attempt = attempt;
            this.message = message;
            this.action = action;
        }
    }

    /** The attempt number of letters that belong to none. */
    static final int NO_ATTEMPT = -1;

    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final Runnable wakeup;

    Mailbox(Runnable wakeup) {
        this.wakeup = wakeup;
    }

    void put(int attempt, Action action) {
        letters.add(new Letter(attempt, false, action));
        wakeup.run();
    }

    void putMessage(int attempt, Action action) {
        letters.add(new Letter(attempt, true, action));
        wakeup.run();
    }

    void wake() {
        wakeup.run();
    }

    @Nullable
    Letter take() {
        return letters.poll();
    }
}

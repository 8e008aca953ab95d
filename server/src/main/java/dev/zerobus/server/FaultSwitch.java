// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.server.auth.FaultyAccessControl;
import dev.zerobus.server.fault.FaultBoard;
import dev.zerobus.server.fault.FaultEffect;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.Faults;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.fault.Sighting;
import dev.zerobus.server.ingest.IngestService;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings faults to the parts that they happen to. Safe from any thread. */
final class FaultSwitch {

    private final FaultBoard board = new FaultBoard();
    private final Faults faults = new Faults(board, this::now);
    private volatile @Nullable IngestService ingest;
    private volatile @Nullable FaultyAccessControl access;
    private volatile Consumer<String> alter = sql -> {
        throw new IllegalStateException("the server is starting");
    };

    FaultBoard board() {
        return board;
    }

    Faults faults() {
        return faults;
    }

    void connect(IngestService streams, FaultyAccessControl tokens, Consumer<String> alterTable) {
        ingest = streams;
        access = tokens;
        alter = alterTable;
    }

    private void now(InjectedFault fault) {
        IngestService streams = ingest;
        FaultyAccessControl tokens = access;
        if (streams == null || tokens == null) {
            throw new IllegalStateException("the server is starting");
        }
        if (fault.fault().effect() == FaultEffect.EXPIRE_TOKENS) {
            tokens.expireTokens();
            board.happened(fault, Sighting.at(FaultPlace.NOW, null, "", -1));
        } else if (fault.fault().effect() == FaultEffect.ALTER_TABLE) {
            alter.accept(fault.terms().text("sql"));
            board.happened(fault, Sighting.at(FaultPlace.NOW, null, "", -1));
        } else {
            streams.suffer(fault);
        }
    }

    /** Called by the thread of the write-ahead log, which waits here if it shall: that is what a slow disk is like. */
    void beforeForce() throws IOException {
        InjectedFault fault = board.meet(Sighting.at(FaultPlace.FORCE, null, "", -1));
        if (fault == null) {
            return;
        }
        switch (fault.fault().effect()) {
            case FAIL -> throw new IOException("a fault on purpose: " + fault.fault());
            case DELAY -> park(fault.terms().time().toNanos());
            default -> {
                CountDownLatch cleared = new CountDownLatch(1);
                fault.whenCleared(cleared::countDown);
                awaitForEver(cleared);
            }
        }
    }

    private static void park(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void awaitForEver(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

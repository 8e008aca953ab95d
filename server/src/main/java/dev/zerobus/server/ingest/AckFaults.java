// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.server.fault.FaultEffect;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.FaultTerms;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.server.fault.Sighting;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the acknowledgements of one stream. Under the lock of its {@link StreamSender}. */
final class AckFaults {

    private final StreamFaults faults;
    private final StreamSender sender;

    /** Held back until somebody says {@link #letGo}. */
    private boolean holding;

    /** The fault that waits for more to be durable, so that its end is heard of once. */
    private @Nullable InjectedFault patient;

    AckFaults(StreamFaults faults, StreamSender sender) {
        this.faults = faults;
        this.sender = sender;
    }

    boolean quiet() {
        return !holding && faults.quiet();
    }

    boolean holding() {
        return holding;
    }

    /** Sends what is to be sent instead of an acknowledgement, which may be nothing. Returns whether the good one is to follow. */
    boolean instead(long durable, long told, boolean last) {
        Sighting sighting = faults.sighting(FaultPlace.ACK, durable);
        InjectedFault waiting = faults.tools().board().waitingFor(sighting);
        if (waiting != null && !ripe(waiting, durable, told)) {
            waitFor(waiting);
            // a stream that ends tells the truth about what is left
            return last;
        }
        InjectedFault fault = faults.tools().board().meet(sighting);
        return fault == null || perform(fault, durable);
    }

    private static boolean ripe(InjectedFault fault, long durable, long told) {
        return switch (fault.fault().effect()) {
            case COALESCE -> durable - told >= fault.terms().number("count", 1);
            case ACK_OFFSETS -> durable >= Collections.max(fault.terms().offsets());
            default -> true;
        };
    }

    private void waitFor(InjectedFault fault) {
        if (patient != fault) {
            patient = fault;
            fault.whenCleared(sender::ready);
        }
    }

    private boolean perform(InjectedFault fault, long durable) {
        FaultTerms terms = fault.terms();
        FaultEffect effect = fault.fault().effect();
        switch (effect) {
            case COALESCE -> {
                return true;
            }
            case ACK_OFFSETS -> {
                terms.offsets().forEach(sender::acknowledge);
                return durable > Collections.max(terms.offsets());
            }
            case ACK_BEYOND -> sender.acknowledge(durable + terms.number("count", 1));
            case ACK_WITHOUT_OFFSET -> sender.acknowledgeNothing();
            case HANG -> {
                holding = true;
                fault.whenCleared(() -> sender.letGo(this, durable));
            }
            case DELAY -> {
                holding = true;
                faults.tools().later(terms.time(), () -> sender.letGo(this, durable));
            }
            case STATUS -> sender.endNow(terms.status());
            default -> {
                faults.connectionOrSignal(fault, sender);
                return effect != FaultEffect.RESET;
            }
        }
        return false;
    }

    void letGo() {
        holding = false;
    }
}

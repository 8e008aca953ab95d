// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.lane.DiskBug;
import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.stream.SessionFactory;
import java.util.UUID;

/** Where a test plants a bug into the client, to see that the simulation finds it. Nothing is planted by default. */
interface Plant {

    Plant NONE = new Plant() {};

    /** Between session and lane. */
    default SessionFactory sessions(SessionFactory real) {
        return real;
    }

    default TokenSource tokens(TokenSource real) {
        return real;
    }

    default SetAside setAside(SetAside real) {
        return real;
    }

    /** Between the lane and its disk. */
    default DiskBug disk() {
        return DiskBug.NONE;
    }

    /** Under which identity the events are sent that another process has left. */
    default UUID replayAs(UUID whoseTheyAre) {
        return whoseTheyAre;
    }

    /** Whether the service acknowledges what is not durable yet. */
    default boolean serviceLies() {
        return false;
    }

    /** The order key under which an event is offered. */
    default int orderKey(int event, int ofItsProducer) {
        return ofItsProducer;
    }

    /** A delay that was drawn. */
    default long jitter(long drawn) {
        return drawn;
    }
}

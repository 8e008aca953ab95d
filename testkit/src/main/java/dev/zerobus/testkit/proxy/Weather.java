// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.proxy;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the proxy does to all connections at the moment. Owned by the thread {@code fault-proxy}. */
final class Weather {

    static final long NEVER = Long.MAX_VALUE;

    long delayNanos;
    long bytesPerSecond = NEVER;
    final Set<Direction> stalled = EnumSet.noneOf(Direction.class);

    /** Connections yet to be broken after so many bytes, and how. */
    int breaks;

    long breakAfterBytes = NEVER;
    boolean breakByReset;

    /** The next byte to be flipped, counted over all connections in its direction. */
    final Map<Direction, Long> flips = new EnumMap<>(Direction.class);

    private long bytesToServer;
    private long bytesToClient;

    /** Bytes that have come in, over all connections. */
    long bytes(Direction direction) {
        return direction == Direction.TO_SERVER ? bytesToServer : bytesToClient;
    }

    void came(Direction direction, int count) {
        if (direction == Direction.TO_SERVER) {
            bytesToServer += count;
        } else {
            bytesToClient += count;
        }
    }
}

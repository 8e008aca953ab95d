// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

/**
 * Watches that a service in trouble is not hammered: without progress of acknowledgements, streams are opened more and more
 * seldom. Refused requests do not count, for finding the culprit must not wait.
 */
final class HotLoopGuard {

    /** Opened without progress; the expectation is a third of it. */
    private static final int TOO_MANY = 80;

    private final World world;
    private final long windowNanos;
    private final long[] openedAt = new long[TOO_MANY];
    private int opened;

    HotLoopGuard(World world, long backoffMaxNanos) {
        this.world = world;
        this.windowNanos = 20 * backoffMaxNanos;
    }

    void opened() {
        int slot = opened++ % TOO_MANY;
        if (opened > TOO_MANY && world.elapsed() - openedAt[slot] < windowNanos) {
            world.violate("the service is hammered: " + TOO_MANY + " streams within "
                    + (world.elapsed() - openedAt[slot]) / World.MILLI + " ms, without any progress between them");
        }
        openedAt[slot] = world.elapsed();
    }

    /** Acknowledgements made progress, a request was refused, or the table was altered. */
    void excused() {
        opened = 0;
    }
}

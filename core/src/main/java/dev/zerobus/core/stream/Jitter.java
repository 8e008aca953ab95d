// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** Where randomness comes from. Safe from any thread, or owned by the drain thread. */
@FunctionalInterface
interface Jitter {

    /**
     * Draws a number.
     *
     * @param bound at least 0
     * @return evenly from 0 to {@code bound}, both included
     */
    long upTo(long bound);
}

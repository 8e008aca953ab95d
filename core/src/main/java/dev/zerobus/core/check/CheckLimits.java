// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import java.time.Duration;

/** How long a check may take. Immutable. */
final class CheckLimits {

    static final CheckLimits DEFAULT = new CheckLimits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    final int connectMillis;
    final long stepNanos;

    /**
     * Creates limits.
     *
     * @param connect for a connection, and for each step of a handshake
     * @param step for a step as a whole, whatever it waits for
     */
    CheckLimits(Duration connect, Duration step) {
        this.connectMillis = Math.toIntExact(connect.toMillis());
        this.stepNanos = step.toNanos();
    }
}

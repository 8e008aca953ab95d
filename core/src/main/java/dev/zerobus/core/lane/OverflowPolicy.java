// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** What {@link Lane#offer} does when the lane's ring has no room. */
public enum OverflowPolicy {
    /** Refuse the event at once; TRACE and DEBUG are refused earlier, while there is still some room for the rest. */
    DROP,
    /** Let the caller wait, at most as long as is configured, then refuse. Nothing is shed early. */
    BLOCK
}

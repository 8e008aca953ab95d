// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

/** When a client shows itself through JMX. With the option {@code jmx=false} it never does. */
public enum JmxTime {
    /** When it starts. */
    NOW,
    /** Ten seconds after, on a thread of its own: an agent must not be the one who initialises JMX. */
    LATER,
    /** Not at all. */
    NEVER
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** What happens to a new event while the ring is full. */
public enum OverflowChoice {
    /** It is refused at once, and counted. */
    DROP,
    /** The caller waits for room, up to a bound; then it is refused, and counted. */
    BLOCK
}

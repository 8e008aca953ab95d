// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/**
 * Why an event was refused before it was accepted, or, in the one case of {@link #SPILL_DAMAGED}, was lost afterwards. Each
 * has its own counter.
 */
public enum DropReason {
    /** The ring was full and the policy is to drop. */
    RING_FULL,
    /** The ring was full for as long as the policy lets a caller wait. */
    BLOCK_TIMEOUT,
    /** Less than a fifth of the ring was free, and the event was TRACE or DEBUG. */
    SHED,
    /** The event is larger than one event may be. */
    TOO_LARGE,
    /** The client was being started, and the memory for what comes meanwhile was full. */
    NOT_STARTED,
    /** The client is closed, or closing. */
    CLOSED,
    /** No lane takes events of this name. */
    NO_LANE,
    /** The event was raised by the client itself, or while it handled another on the same thread. */
    FEEDBACK,
    /** The event was accepted, went to the spill directory, and could not be read back: the disk was damaged. */
    SPILL_DAMAGED,
    /** The event could not be written: an error of ours, kept from the application. */
    INTERNAL
}

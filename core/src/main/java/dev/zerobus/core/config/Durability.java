// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** What an accepted event survives before it is durable at the service. */
public enum Durability {
    /** Nothing but the loss of the connection: events are in memory only. */
    MEMORY,
    /** What finds no room in memory goes to disk, and so does the rest at the end: an outage of hours, and a restart. */
    OVERFLOW,
    /** Every event is on disk before it is sent: also {@code kill -9}, from a few milliseconds after it was accepted. */
    WRITE_AHEAD
}

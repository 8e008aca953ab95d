// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** What the drain has counted, for readers on other threads. Written by the drain thread, read by any. */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the drain thread writes
final class LaneTally {

    private volatile long acked;
    private volatile long setAside;
    private volatile long lost;
    private volatile long spilled;
    private volatile long read;
    private volatile long faults;

    void addAcked(long rows) {
        acked += rows;
    }

    void addFault() {
        faults++;
    }

    void setAside(long events) {
        if (setAside != events) {
            setAside = events;
        }
    }

    void lost(long events) {
        if (lost != events) {
            lost = events;
        }
    }

    void spilled(long events) {
        if (spilled != events) {
            spilled = events;
        }
    }

    void read(long events) {
        if (events > read) {
            read = events;
        }
    }

    long acked() {
        return acked;
    }

    long setAside() {
        return setAside;
    }

    /** Events that the disk had and could not give back. */
    long lost() {
        return lost;
    }

    /** Unsettled events that are on disk, whether the ring has them as well or not. */
    long spilled() {
        return spilled;
    }

    /** The most events that the drain has ever passed. */
    long read() {
        return read;
    }

    /** Errors of our own that the drain survived. */
    long faults() {
        return faults;
    }
}

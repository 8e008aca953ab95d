// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/** A lane's numbers of the disk at one moment. Immutable. */
public final class DiskSnapshot {

    private final Builder numbers;

    private DiskSnapshot(Builder numbers) {
        this.numbers = numbers;
    }

    /**
     * Returns how the lane's place on disk is.
     *
     * @return one word; empty if nothing went there yet
     */
    public String state() {
        return numbers.state;
    }

    /**
     * Returns what the lane's files on disk take.
     *
     * @return bytes
     */
    public long bytes() {
        return numbers.bytes;
    }

    /**
     * Returns how many files the lane has on disk.
     *
     * @return files
     */
    public int segments() {
        return numbers.segments;
    }

    /**
     * Returns how far the end of the process loses nothing: events with lower sequence numbers are on disk, or
     * settled.
     *
     * @return a sequence number
     */
    public long sealedUpTo() {
        return numbers.sealedUpTo;
    }

    /**
     * Returns how far a power cut loses nothing, as the operating system was told to write.
     *
     * @return a sequence number
     */
    public long forcedUpTo() {
        return numbers.forcedUpTo;
    }

    /**
     * Returns rows of events that earlier processes had left on disk and that are durable at the service now. This
     * process has not accepted them.
     *
     * @return how many since the start
     */
    public long replayed() {
        return numbers.replayed;
    }

    /**
     * Returns events of earlier processes that became no row.
     *
     * @return how many since the start
     */
    public long replaySetAside() {
        return numbers.replaySetAside;
    }

    /**
     * Returns events of earlier processes that could not be read back.
     *
     * @return how many since the start
     */
    public long replayLost() {
        return numbers.replayLost;
    }

    @Override
    public String toString() {
        return "disk " + (numbers.state.isEmpty() ? "unused" : numbers.state) + ", " + numbers.bytes + " bytes in "
                + numbers.segments + " files, sealed up to " + numbers.sealedUpTo + ", forced up to "
                + numbers.forcedUpTo + ", replayed " + numbers.replayed;
    }

    /** The numbers while they are collected; not touched again once the snapshot has it. */
    static final class Builder {
        String state = "";
        long bytes;
        int segments;
        long sealedUpTo;
        long forcedUpTo;
        long replayed;
        long replaySetAside;
        long replayLost;

        DiskSnapshot build() {
            return new DiskSnapshot(this);
        }
    }
}

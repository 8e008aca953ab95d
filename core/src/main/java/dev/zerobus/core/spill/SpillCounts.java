// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

/** What a lane's spill has done. Written by the drain thread, read by any. */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the drain thread writes
public final class SpillCounts {

    private volatile long bytes;
    private volatile int segments;
    private volatile long eventsWritten;
    private volatile long framesWritten;
    private volatile long sealedSeq;
    private volatile long forcedSeq;
    private volatile long settledSeq;
    private volatile long damagedFrames;
    private volatile long damagedEvents;
    private volatile long skippedBytes;
    private volatile long failedWrites;
    private volatile long failedForces;
    private volatile String trouble = "";

    SpillCounts() {}

    void size(long allBytes, int allSegments) {
        bytes = allBytes;
        segments = allSegments;
    }

    void frameWritten(int events) {
        framesWritten++;
        eventsWritten += events;
    }

    void sealed(long seq) {
        sealedSeq = seq;
    }

    void forced(long seq) {
        forcedSeq = seq;
    }

    void settled(long seq) {
        settledSeq = seq;
    }

    void damagedFrame(long events) {
        damagedFrames++;
        damagedEvents += events;
    }

    void skipped(long count) {
        skippedBytes += count;
    }

    void failedWrite() {
        failedWrites++;
    }

    void failedForce() {
        failedForces++;
    }

    void trouble(String text) {
        trouble = text;
    }

    /**
     * Returns what lies on disk.
     *
     * @return bytes of all segments, headers included
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Returns how many segment files there are.
     *
     * @return segments
     */
    public int segments() {
        return segments;
    }

    /**
     * Returns how many events were written.
     *
     * @return events since the start
     */
    public long eventsWritten() {
        return eventsWritten;
    }

    /**
     * Returns how many frames were written.
     *
     * @return frames since the start
     */
    public long framesWritten() {
        return framesWritten;
    }

    /**
     * Returns up to where events survive the end of this process.
     *
     * @return the number behind the last of them
     */
    public long sealedSeq() {
        return sealedSeq;
    }

    /**
     * Returns up to where events survive a power cut.
     *
     * @return the number behind the last of them
     */
    public long forcedSeq() {
        return forcedSeq;
    }

    /**
     * Returns up to where events need not be kept.
     *
     * @return the number behind the last of them
     */
    public long settledSeq() {
        return settledSeq;
    }

    /**
     * Returns how many frames could not be read back.
     *
     * @return frames whose content was not what had been written, or that could not be read
     */
    public long damagedFrames() {
        return damagedFrames;
    }

    /**
     * Returns how many events were in those frames.
     *
     * @return events, as their headers say
     */
    public long damagedEvents() {
        return damagedEvents;
    }

    /**
     * Returns how many bytes were passed over in search of the next frame.
     *
     * @return bytes
     */
    public long skippedBytes() {
        return skippedBytes;
    }

    /**
     * Returns how often writing failed.
     *
     * @return failures since the start
     */
    public long failedWrites() {
        return failedWrites;
    }

    /**
     * Returns how often forcing failed.
     *
     * @return failures since the start
     */
    public long failedForces() {
        return failedForces;
    }

    /**
     * Returns what is wrong with the disk now.
     *
     * @return the reason in words; empty if all is well
     */
    public String trouble() {
        return trouble;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts, and gives the numbers out as a {@link LaneSnapshot}. Safe from any thread; no locks but for a new field name. */
public final class CountingLaneMetrics implements LaneMetrics {

    private final String lane;
    private final String table;
    private final LongAdder acceptedEvents = new LongAdder();
    private final LongAdder acceptedBytes = new LongAdder();
    private final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);
    private final ReasonCounts<SetAsideReason> asides = new ReasonCounts<>(SetAsideReason.class);
    private final NameCounts unknownFields = new NameCounts();
    private final LongAdder sentRows = new LongAdder();
    private final LongAdder sentBatches = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder ackedRows = new LongAdder();
    private final LatencyHistogram ackLatency = new LatencyHistogram();
    private final LongAdder resentRows = new LongAdder();
    private final LongAdder ignoredAcks = new LongAdder();
    private final LongAdder throttledNanos = new LongAdder();
    private volatile int streams = 1;
    private final LongAdder rescalings = new LongAdder();
    private final LongAdder openedStreams = new LongAdder();
    private final LongAdder lostStreams = new LongAdder();
    private final LongAdder closeSignals = new LongAdder();
    private final LongAdder fetchedSchemas = new LongAdder();
    private final LongAdder recheckedSchemas = new LongAdder();
    private final LongAdder failedSchemas = new LongAdder();
    private volatile long read;
    private volatile long released;
    private volatile long inRing;
    private volatile String diskState = "";
    private volatile long diskBytes;
    private volatile int diskSegments;
    private volatile long sealedUpTo;
    private volatile long forcedUpTo;
    private final LongAdder replayedRows = new LongAdder();
    private final LongAdder replaySetAside = new LongAdder();
    private final LongAdder replayLost = new LongAdder();
    private volatile String state = "NEW";
    private volatile String stateWhy = "no event yet";

    /**
     * Starts at zero.
     *
     * @param lane the lane's name
     * @param table the full name of its table
     */
    public CountingLaneMetrics(String lane, String table) {
        this.lane = lane;
        this.table = table;
    }

    @Override
    public void accepted(int bytes) {
        acceptedEvents.increment();
        acceptedBytes.add(bytes);
    }

    @Override
    public void dropped(DropReason reason) {
        drops.count(reason);
    }

    @Override
    public void unknownField(String name) {
        unknownFields.count(name);
    }

    @Override
    public void rowSent() {
        sentRows.increment();
    }

    @Override
    public void batchSent(int records, int bytes) {
        sentBatches.increment();
        sentBytes.add(bytes);
    }

    @Override
    public void acked(long records) {
        ackedRows.add(records);
    }

    @Override
    public void ackLatency(long nanos) {
        ackLatency.record(nanos);
    }

    @Override
    public void resent(long records) {
        resentRows.add(records);
    }

    @Override
    public void setAside(SetAsideReason reason) {
        asides.count(reason);
    }

    @Override
    public void position(long nowRead, long nowReleased, long nowInRing) {
        read = nowRead;
        released = nowReleased;
        inRing = nowInRing;
    }

    @Override
    public void lostOnDisk(long events) {
        drops.count(DropReason.SPILL_DAMAGED, events);
    }

    @Override
    public void disk(String nowState, long bytes, int segments, long nowSealedUpTo, long nowForcedUpTo) {
        diskState = nowState;
        diskBytes = bytes;
        diskSegments = segments;
        sealedUpTo = nowSealedUpTo;
        forcedUpTo = nowForcedUpTo;
    }

    /**
     * Returns what counts the events that an earlier process has left on disk for this lane: in counters of their own, as
     * this process has not accepted them.
     *
     * @return metrics for a lane that sends such events
     */
    public LaneMetrics ofReplay() {
        return new ReplayMetrics();
    }

    /** Counts into the lane. Safe from any thread. */
    private final class ReplayMetrics extends NoMetrics {

        @Override
        public void acked(long records) {
            replayedRows.add(records);
        }

        @Override
        public void setAside(SetAsideReason reason) {
            replaySetAside.increment();
        }

        @Override
        public void lostOnDisk(long events) {
            replayLost.add(events);
        }

        @Override
        public void unknownField(String name) {
            unknownFields.count(name);
        }
    }

    @Override
    public void ackIgnored() {
        ignoredAcks.increment();
    }

    @Override
    public void throttled(long nanos) {
        throttledNanos.add(nanos);
    }

    @Override
    public void streams(int count) {
        streams = count;
    }

    @Override
    public void rescaled() {
        rescalings.increment();
    }

    @Override
    public void streamOpened() {
        openedStreams.increment();
    }

    @Override
    public void streamLost() {
        lostStreams.increment();
    }

    @Override
    public void closeSignalled() {
        closeSignals.increment();
    }

    @Override
    public void schemaFetched() {
        fetchedSchemas.increment();
    }

    @Override
    public void schemaRechecked() {
        recheckedSchemas.increment();
    }

    @Override
    public void schemaFailed() {
        failedSchemas.increment();
    }

    @Override
    public void stateChanged(String newState, String why) {
        stateWhy = why;
        state = newState;
    }

    @Override
    public long waiting() {
        long settled = ackedRows.sum();
        for (long count : asides.sums().values()) {
            settled += count;
        }
        return Math.max(0, acceptedEvents.sum() - settled);
    }

    /**
     * Reads all numbers. They belong together exactly when the lane is at rest; under load each is right for itself, and
     * they are a few microseconds apart.
     *
     * @return the numbers of this moment
     */
    public LaneSnapshot snapshot() {
        LaneSnapshot.Builder result = new LaneSnapshot.Builder(lane, table);
        // what is counted last is read first, so that under load nothing looks acked before it was accepted
        result.acked = ackedRows.sum();
        result.setAside = asides.sums();
        result.dropped = drops.sums();
        result.released = released;
        result.read = read;
        result.inRing = inRing;
        result.accepted = acceptedEvents.sum();
        result.acceptedBytes = acceptedBytes.sum();
        result.unknownFields = unknownFields.byName();
        result.unknownFieldTotal = unknownFields.total();
        result.rowsSent = sentRows.sum();
        result.batchesSent = sentBatches.sum();
        result.bytesSent = sentBytes.sum();
        result.resent = resentRows.sum();
        result.ackLatencyP50Nanos = ackLatency.quantile(0.5);
        result.ackLatencyP99Nanos = ackLatency.quantile(0.99);
        result.acksIgnored = ignoredAcks.sum();
        result.throttledNanos = throttledNanos.sum();
        result.streams = streams;
        result.rescalings = rescalings.sum();
        result.streamsOpened = openedStreams.sum();
        result.streamsLost = lostStreams.sum();
        result.closeSignals = closeSignals.sum();
        result.schemasFetched = fetchedSchemas.sum();
        result.schemaRechecks = recheckedSchemas.sum();
        result.schemasFailed = failedSchemas.sum();
        result.disk = disk();
        result.state = state;
        result.stateWhy = stateWhy;
        return new LaneSnapshot(result);
    }

    private DiskSnapshot disk() {
        DiskSnapshot.Builder result = new DiskSnapshot.Builder();
        result.state = diskState;
        result.bytes = diskBytes;
        result.segments = diskSegments;
        result.sealedUpTo = sealedUpTo;
        result.forcedUpTo = forcedUpTo;
        result.replayed = replayedRows.sum();
        result.replaySetAside = replaySetAside.sum();
        result.replayLost = replayLost.sum();
        return result.build();
    }
}

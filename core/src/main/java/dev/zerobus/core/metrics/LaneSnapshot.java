// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Map;

/** The numbers of one lane at one moment. Immutable. */
public final class LaneSnapshot {

    private final Builder numbers;

    LaneSnapshot(Builder numbers) {
        this.numbers = numbers;
    }

    /**
     * Returns the lane.
     *
     * @return its name in the configuration
     */
    public String lane() {
        return numbers.lane;
    }

    /**
     * Returns the lane's table.
     *
     * @return its full name
     */
    public String table() {
        return numbers.table;
    }

    /**
     * Returns the state of the lane's stream.
     *
     * @return its name; {@code NEW} before the first event
     */
    public String state() {
        return numbers.state;
    }

    /**
     * Returns why the stream is in its state.
     *
     * @return one line
     */
    public String stateWhy() {
        return numbers.stateWhy;
    }

    /**
     * Returns what is in the ring and was not sent yet.
     *
     * @return events; never negative
     */
    public long queued() {
        return Math.max(0, numbers.accepted - Math.max(numbers.read, numbers.inRing));
    }

    /**
     * Returns what is on disk, and not in the ring any more, and was not sent yet, or must be sent again.
     *
     * @return events; never negative
     */
    public long spilled() {
        return Math.max(0, numbers.inRing - numbers.read);
    }

    /**
     * Returns what was sent and is not acked, or is being put into a batch.
     *
     * @return events; never negative
     */
    public long inFlight() {
        return Math.max(0, numbers.read - numbers.released - Math.max(0, ackedAhead()));
    }

    /**
     * Returns refusals by reason.
     *
     * @return every reason with its count; can not be changed
     */
    public Map<DropReason, Long> dropped() {
        return numbers.dropped;
    }

    /**
     * Returns all refusals.
     *
     * @return events
     */
    public long droppedTotal() {
        return sum(numbers.dropped);
    }

    /**
     * Returns events set aside by reason.
     *
     * @return every reason with its count; can not be changed
     */
    public Map<SetAsideReason, Long> setAside() {
        return numbers.setAside;
    }

    /**
     * Returns all events set aside.
     *
     * @return events
     */
    public long setAsideTotal() {
        return sum(numbers.setAside);
    }

    /**
     * Returns fields without a column, by name; from a bound on, further names are counted together.
     *
     * @return names with their counts; can not be changed
     */
    public Map<String, Long> unknownFields() {
        return numbers.unknownFields;
    }

    /**
     * Returns events that were taken into the ring.
     *
     * @return how many since the start
     */
    public long accepted() {
        return numbers.accepted;
    }

    /**
     * Returns bytes of the events that were taken, as they lay in the ring.
     *
     * @return bytes
     */
    public long acceptedBytes() {
        return numbers.acceptedBytes;
    }

    /**
     * Returns rows that are durable at the service.
     *
     * @return how many since the start
     */
    public long acked() {
        return numbers.acked;
    }

    /**
     * Returns fields for which the table has no column, and no catch-all column either.
     *
     * @return how many since the start
     */
    public long unknownFieldTotal() {
        return numbers.unknownFieldTotal;
    }

    /**
     * Returns rows built, resends counted again.
     *
     * @return how many since the start
     */
    public long rowsSent() {
        return numbers.rowsSent;
    }

    /**
     * Returns batches handed to a stream, resends counted again.
     *
     * @return how many since the start
     */
    public long batchesSent() {
        return numbers.batchesSent;
    }

    /**
     * Returns bytes of those batches on the wire.
     *
     * @return bytes
     */
    public long bytesSent() {
        return numbers.bytesSent;
    }

    /**
     * Returns rows that had to be sent again.
     *
     * @return how many since the start
     */
    public long resent() {
        return numbers.resent;
    }

    /**
     * Returns half of the batches were acked within this time, in nanoseconds, give or take an eighth; 0 before the first.
     *
     * @return nanoseconds
     */
    public long ackLatencyP50Nanos() {
        return numbers.ackLatencyP50Nanos;
    }

    /**
     * Returns 99 of 100 batches were acked within this time, in nanoseconds, give or take an eighth; 0 before the first.
     *
     * @return nanoseconds
     */
    public long ackLatencyP99Nanos() {
        return numbers.ackLatencyP99Nanos;
    }

    /**
     * Returns acks that went backwards, or beyond what was sent.
     *
     * @return how many since the start
     */
    public long acksIgnored() {
        return numbers.acksIgnored;
    }

    /**
     * Returns how long requests waited that were ready to go, as a stream may take only so much in a second.
     *
     * @return nanoseconds since the start; of several streams the sum
     */
    public long throttledNanos() {
        return numbers.throttledNanos;
    }

    /**
     * Returns how many streams the lane sends by.
     *
     * @return 1, or more under load
     */
    public int streams() {
        return numbers.streams;
    }

    /**
     * Returns how often the number of streams was changed.
     *
     * @return how many since the start
     */
    public long rescalings() {
        return numbers.rescalings;
    }

    /**
     * Returns streams that were opened.
     *
     * @return how many since the start
     */
    public long streamsOpened() {
        return numbers.streamsOpened;
    }

    /**
     * Returns streams that were lost.
     *
     * @return how many since the start
     */
    public long streamsLost() {
        return numbers.streamsLost;
    }

    /**
     * Returns times that the service announced the end of a stream.
     *
     * @return how many since the start
     */
    public long closeSignals() {
        return numbers.closeSignals;
    }

    /**
     * Returns times that the table's schema was fetched.
     *
     * @return how many since the start
     */
    public long schemasFetched() {
        return numbers.schemasFetched;
    }

    /**
     * Returns times that the table was looked at again because it may have changed: for a field without a column of its own, a
     * value that does not fit, or a new stream.
     *
     * @return how many since the start; they are among {@link #schemasFetched} if they succeeded
     */
    public long schemaRechecks() {
        return numbers.schemaRechecks;
    }

    /**
     * Returns times that the table's schema could not be fetched.
     *
     * @return how many since the start
     */
    public long schemasFailed() {
        return numbers.schemasFailed;
    }

    /**
     * Returns how the lane's place on disk is, and what earlier processes left there.
     *
     * @return the numbers of the disk
     */
    public DiskSnapshot disk() {
        return numbers.disk;
    }

    /**
     * Returns what was accepted, went to disk, and could not be read back.
     *
     * @return events; a part of {@link #droppedTotal}
     */
    public long lostOnDisk() {
        return numbers.dropped.getOrDefault(DropReason.SPILL_DAMAGED, 0L);
    }

    /**
     * Tells whether every accepted event is accounted for: {@code accepted = acked + queued + spilled + inFlight + setAside +
     * lostOnDisk}. What was read, settled, acked, set aside and lost are counted independently of each other. Exact when the
     * lane is at rest; under load the numbers are taken a few microseconds apart. With several streams rows may be acked ahead.
     *
     * @return whether the books balance
     */
    public boolean balances() {
        long waiting = numbers.accepted - numbers.read;
        long ahead = ackedAhead();
        long inFlight = numbers.read - numbers.released - ahead;
        return (ahead == 0 || (ahead > 0 && numbers.streams > 1))
                && waiting >= 0
                && inFlight >= 0
                && waiting == queued() + spilled()
                && numbers.accepted == numbers.acked + waiting + inFlight + setAsideTotal() + lostOnDisk();
    }

    /** Rows that are acked, and lie behind one that is not. */
    private long ackedAhead() {
        return numbers.acked + setAsideTotal() + lostOnDisk() - numbers.released;
    }

    @Override
    public String toString() {
        return "lane " + numbers.lane + " -> " + numbers.table + ": state " + numbers.state + ", accepted "
                + numbers.accepted + ", acked " + numbers.acked + ", queued " + queued() + ", spilled " + spilled()
                + ", in flight " + inFlight()
                + ", set aside " + numbers.setAside + ", dropped " + numbers.dropped + ", resent " + numbers.resent;
    }

    private static long sum(Map<?, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }

    /** The numbers while they are collected; not touched again once the snapshot has it. */
    static final class Builder {
        final String lane;
        final String table;
        Map<DropReason, Long> dropped = Map.of();
        Map<SetAsideReason, Long> setAside = Map.of();
        Map<String, Long> unknownFields = Map.of();
        DiskSnapshot disk = new DiskSnapshot.Builder().build();
        String state = "";
        String stateWhy = "";
        long read;
        long released;
        long inRing;
        long accepted;
        long acceptedBytes;
        long acked;
        long unknownFieldTotal;
        long rowsSent;
        long batchesSent;
        long bytesSent;
        long resent;
        long ackLatencyP50Nanos;
        long ackLatencyP99Nanos;
        long acksIgnored;
        int streams = 1;
        long rescalings;
        long throttledNanos;
        long streamsOpened;
        long streamsLost;
        long closeSignals;
        long schemasFetched;
        long schemaRechecks;
        long schemasFailed;

        Builder(String lane, String table) {
            this.lane = lane;
            this.table = table;
        }
    }
}

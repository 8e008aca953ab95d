// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Shows snapshots, one taken for each attribute read. Immutable. */
final class LaneBean implements LaneMXBean {

    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final Supplier<LaneSnapshot> source;

    LaneBean(Supplier<LaneSnapshot> source) {
        this.source = source;
    }

    @Override
    public String getTable() {
        return source.get().table();
    }

    @Override
    public String getState() {
        LaneSnapshot now = source.get();
        return now.state() + ": " + now.stateWhy();
    }

    @Override
    public long getAccepted() {
        return source.get().accepted();
    }

    @Override
    public long getAcked() {
        return source.get().acked();
    }

    @Override
    public long getQueued() {
        return source.get().queued();
    }

    @Override
    public long getInFlight() {
        return source.get().inFlight();
    }

    @Override
    public Map<String, Long> getDropped() {
        return named(source.get().dropped());
    }

    @Override
    public Map<String, Long> getSetAside() {
        return named(source.get().setAside());
    }

    @Override
    public Map<String, Long> getUnknownFields() {
        return source.get().unknownFields();
    }

    @Override
    public long getResent() {
        return source.get().resent();
    }

    @Override
    public long getBatchesSent() {
        return source.get().batchesSent();
    }

    @Override
    public long getBytesSent() {
        return source.get().bytesSent();
    }

    @Override
    public double getAckLatencyP50Millis() {
        return source.get().ackLatencyP50Nanos() / NANOS_PER_MILLI;
    }

    @Override
    public double getAckLatencyP99Millis() {
        return source.get().ackLatencyP99Nanos() / NANOS_PER_MILLI;
    }

    @Override
    public double getThrottledMillis() {
        return source.get().throttledNanos() / NANOS_PER_MILLI;
    }

    @Override
    public int getStreams() {
        return source.get().streams();
    }

    @Override
    public long getRescalings() {
        return source.get().rescalings();
    }

    @Override
    public long getStreamsOpened() {
        return source.get().streamsOpened();
    }

    @Override
    public long getStreamsLost() {
        return source.get().streamsLost();
    }

    @Override
    public long getAcceptedBytes() {
        return source.get().acceptedBytes();
    }

    @Override
    public long getRowsSent() {
        return source.get().rowsSent();
    }

    @Override
    public long getAcksIgnored() {
        return source.get().acksIgnored();
    }

    @Override
    public long getCloseSignals() {
        return source.get().closeSignals();
    }

    @Override
    public long getSchemasFetched() {
        return source.get().schemasFetched();
    }

    @Override
    public long getSchemaRechecks() {
        return source.get().schemaRechecks();
    }

    @Override
    public long getSchemasFailed() {
        return source.get().schemasFailed();
    }

    @Override
    public boolean isBalanced() {
        return source.get().balances();
    }

    @Override
    public long getSpilled() {
        return source.get().spilled();
    }

    @Override
    public String getDiskState() {
        return source.get().disk().state();
    }

    @Override
    public long getDiskBytes() {
        return source.get().disk().bytes();
    }

    @Override
    public int getDiskSegments() {
        return source.get().disk().segments();
    }

    @Override
    public long getSealedUpTo() {
        return source.get().disk().sealedUpTo();
    }

    @Override
    public long getForcedUpTo() {
        return source.get().disk().forcedUpTo();
    }

    @Override
    public long getReplayed() {
        return source.get().disk().replayed();
    }

    @Override
    public long getReplaySetAside() {
        return source.get().disk().replaySetAside();
    }

    @Override
    public long getReplayLost() {
        return source.get().disk().replayLost();
    }

    static Map<String, Long> named(Map<?, Long> counts) {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((reason, count) -> {
            if (count > 0) {
                result.put(reason.toString(), count);
            }
        });
        return result;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/** Counts nothing; others count less than all. */
class NoMetrics implements LaneMetrics {

    static final NoMetrics INSTANCE = new NoMetrics();

    NoMetrics() {}

    @Override
    public void accepted(int bytes) {}

    @Override
    public void dropped(DropReason reason) {}

    @Override
    public void unknownField(String name) {}

    @Override
    public void rowSent() {}

    @Override
    public void batchSent(int records, int bytes) {}

    @Override
    public void acked(long records) {}

    @Override
    public void ackLatency(long nanos) {}

    @Override
    public void resent(long records) {}

    @Override
    public void setAside(SetAsideReason reason) {}

    @Override
    public void position(long read, long released, long inRing) {}

    @Override
    public void lostOnDisk(long events) {}

    @Override
    public void disk(String state, long bytes, int segments, long sealedUpTo, long forcedUpTo) {}

    @Override
    public void ackIgnored() {}

    @Override
    public void throttled(long nanos) {}

    @Override
    public void streams(int count) {}

    @Override
    public void rescaled() {}

    @Override
    public void streamOpened() {}

    @Override
    public void streamLost() {}

    @Override
    public void closeSignalled() {}

    @Override
    public void schemaFetched() {}

    @Override
    public void schemaRechecked() {}

    @Override
    public void schemaFailed() {}

    @Override
    public void stateChanged(String state, String why) {}
}

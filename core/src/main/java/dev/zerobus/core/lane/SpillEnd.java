// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.spill.SpillCounts;
import dev.zerobus.core.spill.SpillLog;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The old end in the spill directory. The log is asked for with the first event that goes there. Owned by the drain thread. */
final class SpillEnd implements OldEnd {

    private static final byte[] NONE = new byte[0];

    private final Supplier<SpillLog> source;
    private final LaneMetrics metrics;
    private @Nullable SpillLog log;
    /** Whether the current event is to be answered once more. */
    private boolean again;

    private boolean hasCurrent;
    private long reportedSealed = -1;
    private long reportedForced = -1;
    private long reportedBytes = -1;
    private String reportedTrouble = "";

    SpillEnd(Supplier<SpillLog> source, LaneMetrics metrics) {
        this.source = source;
        this.metrics = metrics;
    }

    /** One that an earlier process has left behind. */
    SpillEnd(SpillLog leftBehind, LaneMetrics metrics) {
        this(() -> leftBehind, metrics);
        this.log = leftBehind;
    }

    @Override
    public boolean append(byte[] bytes, int offset, int length, long seq, long position) {
        SpillLog to = log;
        if (to == null) {
            to = source.get();
            log = to;
        }
        return to.append(bytes, offset, length, seq, position);
    }

    @Override
    public boolean seal() {
        SpillLog to = log;
        return to == null || to.seal();
    }

    @Override
    public boolean usable(long nowNanos) {
        SpillLog known = log;
        return known == null || known.usable(nowNanos);
    }

    @Override
    public boolean broken() {
        SpillLog known = log;
        return known != null && !known.counts().trouble().isEmpty();
    }

    @Override
    public void tick(long nowNanos) {
        SpillLog known = log;
        if (known != null) {
            known.tick(nowNanos);
            report(known.counts());
        }
    }

    @Override
    public void seek(long seq) {
        SpillLog from = log;
        if (from == null) {
            return;
        }
        // Back by one is frequent: a row that opens the next request. The log would search for it from the segment's
        // start.
        again = hasCurrent && from.seq() == seq;
        if (!again) {
            hasCurrent = false;
            from.seek(seq);
        }
    }

    @Override
    public boolean next(long nowNanos) {
        SpillLog from = log;
        if (from == null) {
            return false;
        }
        if (again) {
            again = false;
            return true;
        }
        hasCurrent = from.nextOrWait(nowNanos);
        return hasCurrent;
    }

    @Override
    public boolean waits() {
        SpillLog from = log;
        return from != null && from.waits();
    }

    @Override
    public byte[] bytes() {
        SpillLog from = log;
        return from == null ? NONE : from.bytes();
    }

    @Override
    public int offset() {
        SpillLog from = log;
        return from == null ? 0 : from.offset();
    }

    @Override
    public int length() {
        SpillLog from = log;
        return from == null ? 0 : from.length();
    }

    @Override
    public long seq() {
        SpillLog from = log;
        return from == null ? -1 : from.seq();
    }

    @Override
    public long position() {
        SpillLog from = log;
        return from == null ? 0 : from.position();
    }

    @Override
    public void settle(long seq) {
        SpillLog from = log;
        if (from != null && from.settledSeq() < from.endSeq()) {
            from.settle(seq);
        }
    }

    @Override
    public long settledSeq() {
        SpillLog from = log;
        return from == null ? 0 : from.settledSeq();
    }

    @Override
    public long endSeq() {
        SpillLog from = log;
        return from == null ? 0 : from.endSeq();
    }

    @Override
    public long damage() {
        SpillLog from = log;
        return from == null ? 0 : from.counts().damagedFrames();
    }

    @Override
    public boolean close() {
        SpillLog known = log;
        if (known == null) {
            return true;
        }
        boolean safe = known.close();
        report(known.counts());
        return safe;
    }

    private void report(SpillCounts counts) {
        long sealed = counts.sealedSeq();
        long forced = counts.forcedSeq();
        long bytes = counts.bytes();
        String trouble = counts.trouble();
        if (sealed != reportedSealed
                || forced != reportedForced
                || bytes != reportedBytes
                || !trouble.equals(reportedTrouble)) {
            reportedSealed = sealed;
            reportedForced = forced;
            reportedBytes = bytes;
            reportedTrouble = trouble;
            metrics.disk(trouble.isEmpty() ? "USED" : "BROKEN: " + trouble, bytes, counts.segments(), sealed, forced);
        }
    }
}

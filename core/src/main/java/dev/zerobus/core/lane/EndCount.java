// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.ring.RingWalker;
import org.jspecify.annotations.Nullable;

/** Counts what a lane has at its end, event by event where the ring has them. Owned by the drain thread. */
final class EndCount {

    private EndCount() {}

    /** Only after everything unacknowledged was read back. */
    static LaneReport of(String lane, long acked, LaneCursor cursor, @Nullable SpillDesk spill, LaneStreams streams) {
        long setAside = cursor.setAside() + cursor.settledUnreleased();
        long lost = cursor.lost() + cursor.lostUnreleased();
        if (cursor.diskOnly()) {
            return new LaneReport(lane, acked + setAside + lost, acked, setAside, 0, lost, 0, true);
        }
        long released = cursor.releasedSeq();
        long fromSeq = released;
        long fromPosition = cursor.ringPosition();
        long spilled = 0;
        if (spill != null && spill.sealedSeq() > released) {
            fromSeq = spill.sealedSeq();
            fromPosition = spill.sealedPosition();
            spilled = fromSeq - released - cursor.settledUpTo(fromPosition) - cursor.lostUnreleased();
        }
        // with several streams, rows may be durable behind one that is not
        long ahead = acked + cursor.setAside() + cursor.lost() - released;
        long inRing = 0;
        long remaining = 0;
        RingWalker walker = cursor.walker();
        walker.moveTo(fromPosition);
        while (walker.next()) {
            long seq = fromSeq + inRing++;
            if (cursor.isSettled(walker.position())) {
                continue;
            }
            int key = OrderKey.of(walker.bytes(), walker.offset(), walker.length());
            if (ahead > 0 && streams.isAcked(key, seq)) {
                ahead--;
            } else {
                remaining++;
            }
        }
        // the others of them are on disk
        spilled -= ahead;
        return new LaneReport(lane, fromSeq + inRing, acked, setAside, spilled, lost, remaining, true);
    }
}

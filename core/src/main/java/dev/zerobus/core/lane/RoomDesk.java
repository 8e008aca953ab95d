// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** Shows the oldest events to the {@link RoomGiver} and releases what it took. Owned by the drain thread. */
final class RoomDesk implements RoomGiver.OldestEvents {

    /** Nearly full: less than this is free. */
    static final int NEARLY_FULL_PERCENT = 20;
    /** Between two questions to a giver that took nothing. */
    static final long ASK_AGAIN_NANOS = 100_000_000;

    private final RoomGiver giver;
    private final LaneCursor cursor;
    private final LaneTally tally;
    private long takenPosition;
    private long takenSeq;
    private boolean refused;
    private long refusedNanos;

    RoomDesk(RoomGiver giver, LaneCursor cursor, LaneTally tally) {
        this.giver = giver;
        this.cursor = cursor;
        this.tally = tally;
    }

    /** Whether there is a giver, it is time to ask it, and the ring is nearly full. */
    boolean wanted(long nowNanos) {
        return giver != RoomGiver.NONE
                && cursor.freePercent() < NEARLY_FULL_PERCENT
                && !(refused && nowNanos - refusedNanos < ASK_AGAIN_NANOS);
    }

    /** Asks, with the cursor rewound and nothing in flight. Returns how many events left the ring. */
    long ask(long nowNanos) {
        cursor.rewind();
        long before = cursor.releasedSeq();
        takenPosition = cursor.position();
        takenSeq = before;
        try {
            giver.giveRoom(this);
        } finally {
            // Even if it failed later: what it took is safe elsewhere and must not be sent from here as well.
            cursor.rewindTo(takenPosition, takenSeq);
            int settled = cursor.release(takenPosition, takenSeq);
            tally.addMoved(takenSeq - before - settled);
            refused = takenSeq == before;
            refusedNanos = nowNanos;
        }
        return takenSeq - before;
    }

    @Override
    public boolean next() {
        while (cursor.next()) {
            if (!cursor.currentIsSettled()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] bytes() {
        return cursor.bytes();
    }

    @Override
    public int offset() {
        return cursor.offset();
    }

    @Override
    public int length() {
        return cursor.length();
    }

    @Override
    public long seq() {
        return cursor.seq();
    }

    @Override
    public void taken() {
        takenPosition = cursor.position();
        takenSeq = cursor.readSeq();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The contract of {@link OldEnd} in memory, with trouble on demand. Owned by one thread. */
final class MemoryDisk implements OldEnd {

    /** One event as it was appended. */
    record Kept(byte[] bytes, long seq, long position) {}

    final TreeMap<Long, Kept> sealed = new TreeMap<>();
    final List<Kept> unsealed = new ArrayList<>();
    boolean usable = true;
    /** Takes nothing more, but what it was given is there. */
    boolean full;

    boolean sealFails;
    /** When so many were appended, there is no memory for one more, once. */
    long noMemoryAt = -1;

    int maxEvents = Integer.MAX_VALUE;
    /** Room is not given back. */
    boolean keepsSettled;

    int seals;
    long appended;
    long damage;
    /** So many more events than {@link #sealed} has are there, as the headers say, and can not be read. */
    int unreadableAtEnd;

    private long sealedSeq;
    private long readFrom;
    private Kept current;

    /** Something goes wrong, or well again; what can not be read any more is noted. */
    void trouble(Random random, Set<Long> damaged) {
        switch (random.nextInt(8)) {
            case 0 -> usable = false;
            case 1 -> sealFails = true;
            case 2 -> maxEvents = random.nextInt(500);
            case 3 -> damage(random, damaged);
            default -> repair();
        }
    }

    void repair() {
        usable = true;
        sealFails = false;
        maxEvents = Integer.MAX_VALUE;
    }

    private void damage(Random random, Set<Long> damaged) {
        if (!sealed.isEmpty()) {
            long from = sealed.firstKey() + random.nextInt(sealed.size());
            Map<Long, Kept> stretch = sealed.subMap(from, from + 1 + random.nextInt(40));
            damaged.addAll(stretch.keySet());
            stretch.clear();
        }
    }

    @Override
    public boolean append(byte[] bytes, int offset, int length, long seq, long position) {
        if (appended == noMemoryAt) {
            noMemoryAt = -1;
            throw new OutOfMemoryError("on purpose");
        }
        if (!usable || full || sealed.size() + unsealed.size() >= maxEvents) {
            return false;
        }
        long last = unsealed.isEmpty()
                ? sealedSeq
                : unsealed.get(unsealed.size() - 1).seq() + 1;
        if (seq < last) {
            throw new AssertionError("event " + seq + " is appended behind " + last);
        }
        unsealed.add(new Kept(Arrays.copyOfRange(bytes, offset, offset + length), seq, position));
        appended++;
        return true;
    }

    @Override
    public boolean seal() {
        if (!usable || sealFails) {
            unsealed.clear();
            return false;
        }
        for (Kept event : unsealed) {
            sealed.put(event.seq(), event);
            sealedSeq = event.seq() + 1;
        }
        unsealed.clear();
        seals++;
        return true;
    }

    @Override
    public boolean usable(long nowNanos) {
        return usable && !full;
    }

    @Override
    public void seek(long seq) {
        readFrom = seq;
    }

    @Override
    public boolean next(long nowNanos) {
        var entry = sealed.ceilingEntry(readFrom);
        if (entry == null) {
            damage += unreadableAtEnd > 0 ? 1 : 0;
            return false;
        }
        current = entry.getValue();
        readFrom = current.seq() + 1;
        return true;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public byte[] bytes() {
        return current.bytes();
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return current.bytes().length;
    }

    @Override
    public long seq() {
        return current.seq();
    }

    @Override
    public long position() {
        return current.position();
    }

    @Override
    public void settle(long seq) {
        if (!keepsSettled) {
            sealed.headMap(seq, false).clear();
        }
    }

    @Override
    public boolean close() {
        return true;
    }

    @Override
    public boolean broken() {
        return !usable;
    }

    @Override
    public void tick(long nowNanos) {
        // nothing is forced here
    }

    @Override
    public long settledSeq() {
        return sealed.isEmpty() ? 0 : sealed.firstKey();
    }

    @Override
    public long endSeq() {
        return sealedSeq + unreadableAtEnd;
    }

    @Override
    public long damage() {
        return damage;
    }
}

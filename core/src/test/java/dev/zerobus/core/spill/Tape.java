// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.status.StatusChannel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Writes numbered events of a known content into a spill, and reads what is there after a restart. Owned by one thread. */
final class Tape {

    static final Path ROOT = Path.of("/spill");
    static final UUID FIRST = new UUID(1, 1);

    final SimulatedDisk disk;
    final List<String> said = new ArrayList<>();
    final StatusChannel status = (level, message) -> said.add(level + " " + message);

    Tape(SimulatedDisk disk) {
        this.disk = disk;
    }

    SpillDirectory directory(UUID producer) {
        return new SpillDirectory(ROOT, disk, () -> producer, status);
    }

    /** The bytes of an event say which it is, and have a length of their own. */
    static byte[] event(long seq, int size) {
        byte[] bytes = new byte[Math.max(Long.BYTES, size)];
        Arrays.fill(bytes, (byte) (seq * 37 + size));
        ByteBuffer.wrap(bytes).putLong(seq);
        return bytes;
    }

    static boolean append(SpillLog log, long seq, int size) {
        byte[] event = event(seq, size);
        return log.append(event, 0, event.length, seq, seq * 3);
    }

    /** The numbers of what can be read from here on; each event is what was written. */
    static List<Long> read(SpillLog log) {
        List<Long> seqs = new ArrayList<>();
        while (log.next()) {
            byte[] bytes = Arrays.copyOfRange(log.bytes(), log.offset(), log.offset() + log.length());
            long seq = log.seq();
            if (ByteBuffer.wrap(bytes).getLong() != seq
                    || !Arrays.equals(bytes, event(seq, bytes.length))
                    || log.position() != seq * 3) {
                throw new AssertionError("event " + seq + " is not what was written");
            }
            if (!seqs.isEmpty() && seqs.get(seqs.size() - 1) >= seq) {
                throw new AssertionError("event " + seq + " comes behind " + seqs.get(seqs.size() - 1));
            }
            seqs.add(seq);
        }
        return seqs;
    }

    /** What a later process finds and sends: everything, of all slots. */
    List<Long> adopt() {
        List<Long> seqs = new ArrayList<>();
        try (SpillDirectory next = directory(new UUID(2, 2))) {
            for (OrphanSlot orphan : next.adopt()) {
                for (SpillLog log : orphan.logs()) {
                    seqs.addAll(read(log));
                    log.settle(log.endSeq());
                    log.close();
                }
                orphan.close();
            }
        }
        return seqs;
    }
}

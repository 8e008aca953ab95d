// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers up to which number a lane's events are settled, in two slots that take turns: a write that is cut off spoils one
 * of them only. Owned by the drain thread.
 *
 * <pre>
 *   slot   0            8            16           24    28
 *          | "ZBCHECK1" | generation | settled    | crc |        slots at 0 and 512
 * </pre>
 */
final class Checkpoint {

    static final String NAME = "checkpoint";

    private static final int SLOT_BYTES = 512;
    private static final int USED_BYTES = 28;
    private static final long MAGIC = 0x5a42434845434b31L;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final SpillFiles files;
    private final Path file;
    private final byte[] slot = new byte[SLOT_BYTES];
    private @Nullable SpillFile open;
    private long generation;

    Checkpoint(SpillFiles files, Path directory) {
        this.files = files;
        this.file = directory.resolve(NAME);
    }

    /** Takes the room on disk that it will ever need: settling must not need any. */
    void create() throws IOException {
        SpillFile created = file();
        created.write(new byte[2 * SLOT_BYTES], 0, 2 * SLOT_BYTES, 0);
    }

    /** What an earlier process had noted as settled, 0 if nothing is known. What is noted from now on is newer than that. */
    long takeUp() {
        byte[] both = new byte[2 * SLOT_BYTES];
        try (SpillFile file = files.openToRead(this.file)) {
            file.read(both, 0, both.length, 0);
        } catch (IOException e) {
            return 0; // a lane without one sends more than it had to
        }
        long settled = 0;
        for (int at = 0; at <= SLOT_BYTES; at += SLOT_BYTES) {
            if (valid(both, at) && (long) LONG.get(both, at + 8) > generation) {
                generation = (long) LONG.get(both, at + 8);
                settled = (long) LONG.get(both, at + 16);
            }
        }
        return settled;
    }

    void write(long settledSeq) throws IOException {
        generation++;
        LONG.set(slot, 0, MAGIC);
        LONG.set(slot, 8, generation);
        LONG.set(slot, 16, settledSeq);
        INT.set(slot, 24, FrameLayout.crc(slot, 0, 24));
        file().write(slot, 0, USED_BYTES, (generation & 1) * SLOT_BYTES);
    }

    void force() throws IOException {
        file().force();
    }

    void close() throws IOException {
        SpillFile opened = open;
        open = null;
        if (opened != null) {
            opened.close();
        }
    }

    private SpillFile file() throws IOException {
        SpillFile opened = open;
        if (opened == null) {
            opened = files.openToWrite(file);
            open = opened;
        }
        return opened;
    }

    private static boolean valid(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at) == MAGIC && (int) INT.get(bytes, at + 24) == FrameLayout.crc(bytes, at, 24);
    }
}

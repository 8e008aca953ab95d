// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.lane.LaneBuilder;
import dev.zerobus.core.spill.OrphanSlot;
import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillLog;
import java.util.List;

/** What one process has in the spill directory: a place for its own events, or none. */
final class SimSpill {

    private final SimStorage storage;
    private final SimSetup setup;
    private final SpillDirectory directory;
    private SpillLog log;

    /** {@code directory} is null if there is no disk. */
    SimSpill(SimStorage storage, SimSetup setup, SpillDirectory directory) {
        this.storage = storage;
        this.setup = setup;
        this.directory = directory;
    }

    SimStorage storage() {
        return storage;
    }

    void into(LaneBuilder builder) {
        if (directory != null) {
            builder.spill(this::log, setup.writeAhead);
        }
    }

    private SpillLog log() {
        log = directory.log("orders", "main.sim.orders", setup.spill);
        return log;
    }

    /** What earlier processes have left. */
    List<OrphanSlot> adopt() {
        return directory == null ? List.of() : directory.adopt();
    }

    /** With write-ahead an event is on disk before it is sent, unless that has trouble, or may be full. */
    boolean maySend(Ledger.Entry entry) {
        return directory == null
                || !setup.writeAhead
                || setup.spillsLittle
                || storage.troubled()
                || (log != null && log.counts().sealedSeq() > entry.seq);
    }

    /** Its process dies. Notes what must be there afterwards. */
    void died(Ledger.Life life) {
        life.safeBelow = log == null ? 0 : log.counts().sealedSeq();
        life.forcedBelow = log == null ? 0 : log.counts().forcedSeq();
    }

    /** Its process ends in peace. */
    void close() {
        if (directory != null) {
            directory.close();
        }
    }
}

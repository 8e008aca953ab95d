// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.spill.SimulatedDisk;
import dev.zerobus.core.spill.SpillDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The machine's disk, which its processes share, and the trouble that it has. */
final class SimStorage {

    private static final Path ROOT = Path.of("/spill");

    private final World world;
    private final SimSetup setup;
    private final SimulatedDisk disk = new SimulatedDisk();
    private boolean troubled;

    SimStorage(World world, SimSetup setup) {
        this.world = world;
        this.setup = setup;
    }

    /** A process starts. */
    SimSpill openedBy(UUID producer) {
        return new SimSpill(
                this, setup, setup.spills ? new SpillDirectory(ROOT, disk, () -> producer, (level, text) -> {}) : null);
    }

    /** Whether something went wrong at any time, so that what was noted may be forgotten, and what goes may be left. */
    boolean troubled() {
        return troubled;
    }

    void full() {
        trouble(() -> disk.capacity(world.between(0, 100_000)));
    }

    void fails() {
        trouble(() -> disk.failAt(world.random.nextInt(20), 1 + world.random.nextInt(9), "EIO"));
    }

    void forcesFail() {
        trouble(() -> disk.failForces(true));
    }

    private void trouble(Runnable begin) {
        troubled = true;
        begin.run();
        world.after(world.between(0, 10 * World.SECOND), disk::heal);
    }

    void heal() {
        disk.heal();
    }

    /** All processes have died; what they wrote is there. */
    void processesDied() {
        disk.restart(SimulatedDisk.Loss.NOTHING, world.random);
    }

    /** All processes have died, and of what was not forced, anything may be gone. */
    void powerWasCut() {
        troubled = true;
        disk.restart(world.oneIn(2) ? SimulatedDisk.Loss.ALL : SimulatedDisk.Loss.SECTORS, world.random);
    }

    /** What is on it. */
    List<Path> files() {
        return disk.all();
    }
}

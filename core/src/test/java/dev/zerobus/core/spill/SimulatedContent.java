// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.util.Arrays;
import java.util.Random;

/** The bytes of a file of the simulated disk: as they are read, and as they are durable. Owned by one thread. */
final class SimulatedContent {

    private static final int SECTOR = 512;

    byte[] bytes = {};
    byte[] forced = {};
    boolean touched;
    /** What a force that failed was to make durable: the system takes it for clean, and never tries again. */
    byte[] dropped = {};

    SimulatedContent copy() {
        SimulatedContent copy = new SimulatedContent();
        copy.bytes = bytes.clone();
        copy.forced = forced.clone();
        copy.touched = touched;
        copy.dropped = dropped;
        return copy;
    }

    void force() {
        byte[] now = bytes.clone();
        for (int at = 0; at < Math.min(now.length, dropped.length); at += SECTOR) {
            int end = Math.min(Math.min(at + SECTOR, now.length), dropped.length);
            if (Arrays.equals(now, at, end, dropped, at, end)) {
                Arrays.fill(now, at, end, (byte) 0);
                int kept = Math.min(end, forced.length);
                if (kept > at) {
                    System.arraycopy(forced, at, now, at, kept - at);
                }
            }
        }
        forced = now;
        // What was dropped is not there, however often it is asked for again.
        touched = dropped.length > 0;
    }

    /** The power has gone. */
    void survive(SimulatedDisk.Loss loss, Random random) {
        if (!touched) {
            return;
        }
        byte[] now = forced.clone();
        if (loss == SimulatedDisk.Loss.SECTORS) {
            int length = random.nextInt(4) == 0 ? now.length : bytes.length;
            now = Arrays.copyOf(now, length);
            for (int at = 0; at < length; at += SECTOR) {
                int end = Math.min(Math.min(at + SECTOR, length), bytes.length);
                if (random.nextBoolean() && end > at) {
                    System.arraycopy(bytes, at, now, at, end - at);
                }
            }
        }
        bytes = now;
        forced = now.clone();
        touched = false;
        dropped = new byte[0];
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.status.StatusChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Looks into a spill directory without changing anything in it and without locking anything; a process that uses it at the
 * same time is not disturbed, and what it writes meanwhile may be seen or not. Owned by one thread.
 */
final class SpillInspector {

    private static final StatusChannel NOBODY = (level, message) -> {};

    private final SpillFiles files;
    private final Path root;

    SpillInspector(SpillFiles files, Path root) {
        this.files = new ReadOnlyFiles(files);
        this.root = root;
    }

    /** One lane of one slot. Owned by the inspector's thread. */
    static final class Lane {
        final UUID producer;
        final SpillLog log;

        Lane(UUID producer, SpillLog log) {
            this.producer = producer;
            this.log = log;
        }
    }

    /** All lanes, at their first unsettled event, in the order of the slots' names. It is said which slots can not be read. */
    List<Lane> lanes(Consumer<String> unreadable) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        List<String> slots = files.list(root);
        slots.sort(null);
        for (String name : slots) {
            if (name.startsWith(SpillDirectory.SLOT_PREFIX)) {
                Path slot = root.resolve(name);
                try {
                    lanes(OrphanSlot.producer(name.substring(SpillDirectory.SLOT_PREFIX.length())), slot, lanes);
                } catch (IOException e) {
                    unreadable.accept(slot + " can not be read: " + e);
                }
            }
        }
        return lanes;
    }

    private void lanes(UUID producer, Path slot, List<Lane> lanes) throws IOException {
        List<String> entries = files.list(slot);
        entries.sort(null);
        for (String entry : entries) {
            SpillLog log = OrphanSlot.open(files, slot, entry, NOBODY);
            if (log != null) {
                lanes.add(new Lane(producer, log));
            }
        }
    }
}

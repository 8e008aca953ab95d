// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.status.StatusChannel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a process that ended has left behind, taken over: nobody else may until this is closed. Owned by the thread that
 * adopted it; each log belongs to the thread that sends its events.
 */
public final class OrphanSlot implements Closeable {

    private final SpillFiles files;
    private final Path directory;
    private final Closeable lock;
    private final UUID producer;
    private final List<SpillLog> logs;

    private OrphanSlot(SpillFiles files, Path directory, Closeable lock, UUID producer, List<SpillLog> logs) {
        this.files = files;
        this.directory = directory;
        this.lock = lock;
        this.producer = producer;
        this.logs = logs;
    }

    static OrphanSlot of(SpillFiles files, Path directory, Closeable lock, StatusChannel status) throws IOException {
        List<SpillLog> logs = new ArrayList<>();
        try {
            String name = String.valueOf(directory.getFileName());
            UUID producer = producer(name.substring(SpillDirectory.SLOT_PREFIX.length()));
            List<String> names = files.list(directory);
            names.sort(null);
            for (String entry : names) {
                SpillLog log = open(files, directory, entry, status);
                if (log != null && log.allSettled()) {
                    log.close();
                } else if (log != null) {
                    logs.add(log);
                }
            }
            return new OrphanSlot(files, directory, lock, producer, logs);
        } catch (IOException | RuntimeException e) {
            logs.forEach(SpillLog::close);
            lock.close();
            throw e;
        }
    }

    static UUID producer(String text) throws IOException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("its name has no producer id");
        }
    }

    /** A lane's log; null if what has this name is no lane's directory, but something that somebody else has put there. */
    static @Nullable SpillLog open(SpillFiles files, Path slot, String entry, StatusChannel status) throws IOException {
        if (!entry.startsWith(LaneDirectory.PREFIX)) {
            return null;
        }
        try {
            LaneNames names = LaneNames.read(files, slot.resolve(entry));
            LaneDirectory directory = LaneDirectory.found(files, slot, entry, names);
            return SpillLog.leftBehind(directory, files, names.lane, names.table, status);
        } catch (NotDirectoryException e) {
            return null;
        }
    }

    /**
     * Returns whose events these are.
     *
     * @return the producer id of the process that left them
     */
    public UUID producer() {
        return producer;
    }

    /**
     * Returns what has to be sent, lane by lane.
     *
     * @return the logs, each at its first unsettled event
     */
    public List<SpillLog> logs() {
        return logs;
    }

    /**
     * Returns where it stands to which lane and table a log's events belong.
     *
     * @param log one of {@link #logs}, whose table is not known
     * @return a file to be written by hand: the lane's name and the table's full name, a line each
     */
    public Path namesOf(SpillLog log) {
        return directory.resolve(LaneNames.directoryName(log.lane())).resolve(LaneNames.FILE);
    }

    /** Gives the slot up, for others to adopt; it goes if nothing is left in it. The logs are to be closed before. */
    @Override
    public void close() {
        giveUp(files, directory, lock);
    }

    /** Removes the slot if it is empty but for its lock, and lets go of it. */
    static void giveUp(SpillFiles files, Path directory, Closeable lock) {
        try (lock) {
            List<String> left = files.list(directory);
            left.remove(SpillDirectory.LOCK);
            if (left.isEmpty()) {
                // While the lock is held: whoever waits for it finds no slot any more.
                files.delete(directory.resolve(SpillDirectory.LOCK));
                files.delete(directory);
            }
        } catch (IOException e) {
            // it stays, and is taken over by a later start
        }
    }
}

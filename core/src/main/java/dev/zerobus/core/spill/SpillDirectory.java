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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's place in the spill directory, which any number of processes share. Each client has a slot of its own, made when
 * something is spilled for the first time and locked as long as the client lives; a slot that nobody holds a lock of was left
 * behind, and {@link #adopt} takes it over. Safe from any thread.
 */
public final class SpillDirectory implements Closeable {

    static final String SLOT_PREFIX = "slot-";
    static final String NEW_PREFIX = "new-";
    static final String LOCK = "lock";

    private final Path root;
    private final SpillFiles files;
    private final Supplier<UUID> producer;
    private final StatusChannel status;
    private @Nullable Path slot;
    private @Nullable Closeable lock;
    /** Whether the slot's name survives a power cut. */
    private boolean named;

    /**
     * Names the directory; nothing is read or written yet.
     *
     * @param root the directory of all processes; made if it is not there when it is needed
     * @param files the file system
     * @param producer whose events will be spilled; asked when the slot is made
     * @param status where to say what happens
     */
    public SpillDirectory(Path root, SpillFiles files, Supplier<UUID> producer, StatusChannel status) {
        this.root = root;
        this.files = files;
        this.producer = producer;
        this.status = status;
    }

    /**
     * Returns a lane's log in the slot of this client. Asks for the producer's id, so not before the first event; nothing is
     * read or written yet.
     *
     * @param lane the lane's name
     * @param table the table's full name
     * @param settings bounds
     * @return a log, to be owned by the lane's drain thread
     */
    public SpillLog log(String lane, String table, SpillSettings settings) {
        Path slotPath = root.resolve(SLOT_PREFIX + producer.get());
        LaneDirectory directory = new LaneDirectory(files, slotPath, this::makeSlot, lane, table);
        return new SpillLog(directory, files, lane, table, settings, status);
    }

    /**
     * Takes over the slots that were left behind and have something to be sent; empty ones are removed.
     *
     * @return the slots, to be closed by the caller; empty if there are none, or the directory can not be read, which is said
     */
    public List<OrphanSlot> adopt() {
        List<OrphanSlot> adopted = new ArrayList<>();
        try {
            List<String> names = files.list(root);
            names.sort(null);
            for (String name : names) {
                if (name.startsWith(SLOT_PREFIX) && !root.resolve(name).equals(slot())) {
                    adopt(root.resolve(name), adopted);
                }
            }
        } catch (NotDirectoryException e) {
            status.say(
                    StatusChannel.Level.ERROR,
                    "spill/adopt",
                    "the spill directory " + root
                            + " is no directory, and a link is none; events are kept in memory only until spill.dir"
                            + " names one, or nothing stands in its place");
        } catch (IOException e) {
            status.say(
                    StatusChannel.Level.WARN,
                    "spill/adopt",
                    "the spill directory " + root + " can not be read: " + e
                            + "; what earlier processes have left there waits");
        }
        return adopted;
    }

    private void adopt(Path orphan, List<OrphanSlot> adopted) {
        try {
            Closeable held = files.lock(orphan.resolve(LOCK));
            if (held == null) {
                return;
            }
            OrphanSlot taken = OrphanSlot.of(files, orphan, held, status);
            if (taken.logs().isEmpty()) {
                taken.close();
            } else {
                adopted.add(taken);
            }
        } catch (IOException e) {
            status.say(
                    StatusChannel.Level.WARN,
                    "spill/adopt/" + orphan.getFileName(),
                    "the spill " + orphan + " of an earlier process can not be taken over: " + e
                            + "; it waits for the next start");
        }
    }

    private synchronized @Nullable Path slot() {
        return slot;
    }

    /** Made under another name first, so that it never shows without its lock. */
    private synchronized Path makeSlot() throws IOException {
        Path made = slot;
        if (made == null) {
            made = newSlot();
        }
        if (!named) {
            files.forceNames(root);
            named = true;
        }
        return made;
    }

    private synchronized Path newSlot() throws IOException {
        makeRoot(root);
        UUID id = producer.get();
        Path unfinished = root.resolve(NEW_PREFIX + id);
        Path finished = root.resolve(SLOT_PREFIX + id);
        files.makeDirectory(unfinished);
        Closeable held = files.lock(unfinished.resolve(LOCK));
        if (held == null) {
            throw new IOException("somebody else has the lock of " + unfinished);
        }
        try {
            files.rename(unfinished, finished);
        } catch (IOException e) {
            held.close();
            throw e;
        }
        lock = held;
        slot = finished;
        return finished;
    }

    private void makeRoot(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        try {
            files.makeDirectory(directory);
        } catch (IOException e) {
            if (parent == null || files.list(parent).contains(String.valueOf(directory.getFileName()))) {
                throw e;
            }
            makeRoot(parent);
            files.makeDirectory(directory);
        }
    }

    /** Gives the slot up; it goes if nothing is left in it. To be called when all logs are closed. */
    @Override
    public synchronized void close() {
        Path made = slot;
        Closeable held = lock;
        slot = null;
        lock = null;
        if (made != null && held != null) {
            OrphanSlot.giveUp(files, made, held);
        }
    }
}

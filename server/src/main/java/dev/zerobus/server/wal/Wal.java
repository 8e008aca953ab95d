// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log: requests go in from any thread and are acknowledged when one thread has forced them to disk, many at a
 * time. Whoever opens it must hold the data directory's lock. Safe from any thread.
 */
public final class Wal implements DurableLog, AutoCloseable {

    /** The log's directory and the data directory around it: both may have been made just now. */
    private static final int NAMED_LEVELS = 2;

    private final UUID id;
    private final Map<Long, LogDescriptor> descriptors = new ConcurrentHashMap<>();
    private final Quarantine quarantine;
    private final SegmentList segments;
    private final CommitQueue queue;
    private final Committer committer;
    private final Thread thread;
    private final long recoveredEntries;
    private final long tornBytes;

    private Wal(WalSettings settings, WalFiles files, Consumer<String> notices) throws IOException {
        Path directory = settings.directory();
        Files.createDirectories(directory);
        forceNames(files, directory);
        List<Path> existing = segmentFiles(directory);
        id = LogId.load(directory, existing);
        quarantine = new Quarantine(directory, notices);
        Recovery recovery = new Recovery(id, descriptors, quarantine, notices).run(existing);
        recoveredEntries = recovery.entries();
        tornBytes = recovery.tornBytes();
        segments = new SegmentList(recovery.segments());
        queue = new CommitQueue(settings.queueBytes());
        SegmentWriter writer = new SegmentWriter(files, settings, id, segments, recovery.nextBase());
        committer = new Committer(queue, writer, settings, notices);
        thread = new Thread(committer, "zerobus-wal");
        thread.setDaemon(true);
    }

    /** A forced file is lost all the same if the names of its directories are not on disk. */
    private static void forceNames(WalFiles files, Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        for (int level = 0; level < NAMED_LEVELS && parent != null && Files.isReadable(parent); level++) {
            files.forceDirectory(parent);
            parent = parent.getParent();
        }
    }

    /**
     * Opens a log: makes it if it is new, recovers it if it was in use.
     *
     * @param settings where and how large
     * @param notices takes one line for people when something was cut off, is damaged, or the log fails; from any thread
     * @return the log, ready
     * @throws IOException if its directory can not be read or written; never because of what is in its files
     */
    public static Wal open(WalSettings settings, Consumer<String> notices) throws IOException {
        return open(settings, WalFiles.DISK, notices);
    }

    /**
     * Opens a log: makes it if it is new, recovers it if it was in use.
     *
     * @param settings where and how large
     * @param probe sees forces, and may fail them
     * @param notices takes one line for people when something was cut off, is damaged, or the log fails; from any thread
     * @return the log, ready
     * @throws IOException if its directory can not be read or written; never because of what is in its files
     */
    public static Wal open(WalSettings settings, ForceProbe probe, Consumer<String> notices) throws IOException {
        return open(settings, WalFiles.probed(probe), notices);
    }

    static Wal open(WalSettings settings, WalFiles files, Consumer<String> notices) throws IOException {
        Wal wal = new Wal(settings, files, notices);
        wal.thread.start();
        return wal;
    }

    private static List<Path> segmentFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(file -> SegmentLayout.base(file).isPresent())
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList());
        }
    }

    /**
     * Makes a descriptor known, so that entries can refer to it.
     *
     * @param table the table
     * @param message the message that its rows will be
     * @return what {@link #append} takes; the same for equal arguments
     */
    public LogDescriptor register(TableName table, DescriptorProto message) {
        LogDescriptor descriptor = LogDescriptor.of(table, message);
        LogDescriptor known = descriptors.putIfAbsent(descriptor.id(), descriptor);
        if (known != null && !known.equals(descriptor)) {
            throw new IllegalStateException("two descriptors of table " + table + " have the number " + known.id());
        }
        return known == null ? descriptor : known;
    }

    /**
     * Appends one entry. Never blocks: whoever reads from a network asks {@link #whenRoom} before it reads on. After a failure or
     * {@link #close} the listener is told before this returns.
     *
     * @param descriptor the table and message, from {@link #register}
     * @param rows valid rows, all or none of which become durable
     * @param listener told when the entry is on disk, or that it never will be
     * @param ticket what the listener is told; a listener's tickets must rise
     */
    public void append(LogDescriptor descriptor, List<ByteString> rows, CommitListener listener, long ticket) {
        if (!queue.add(new Pending(descriptor, rows, listener, ticket))) {
            WalFailedException why = committer.failure();
            listener.failed(
                    why != null ? why : new WalFailedException("the server is stopping", new IOException("closed")));
        }
    }

    /**
     * Runs a task when there is room for more entries.
     *
     * @param task run at once on this thread if there is room, else once on the thread {@code zerobus-wal}; must not block
     */
    public void whenRoom(Runnable task) {
        queue.whenRoom(task);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public long durablePosition() {
        return segments.durable();
    }

    @Override
    public long read(long fromPosition, long toPosition, EntryReader reader) throws IOException {
        long to = Math.min(toPosition, segments.durable());
        return new LogReader(id, descriptors, quarantine, fromPosition, to, reader).read(segments.list());
    }

    @Override
    public void release(long position) {
        segments.release(position);
    }

    /**
     * Returns why the log takes nothing more.
     *
     * @return the failure, or null while all is well
     */
    public @Nullable WalFailedException failure() {
        return committer.failure();
    }

    /**
     * Sets who is told when the log fails, besides the listeners of entries; told at once if it has failed.
     *
     * @param listener called on the thread {@code zerobus-wal}, perhaps twice; must not block
     */
    public void whenFailed(Consumer<WalFailedException> listener) {
        committer.whenFailed(listener);
    }

    /**
     * Returns what the log has done.
     *
     * @return the numbers of this moment
     */
    public WalStats stats() {
        return new WalStats(
                committer.commits(),
                committer.entries(),
                committer.rows(),
                committer.bytes(),
                queue.bytes(),
                segments.size(),
                recoveredEntries,
                tornBytes,
                quarantine.ranges(),
                quarantine.bytes());
    }

    /** Takes nothing more, commits what waits, and returns when its thread has ended. Can be called again. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

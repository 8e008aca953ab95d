// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread {@code zerobus-wal}: takes all that waits, writes it, forces once, then tells every stream. What it owns besides is
 * the writer; the counters and the failure are read from any thread.
 */
final class Committer implements Runnable {

    private final CommitQueue queue;
    private final SegmentWriter writer;
    private final String directory;
    private final Consumer<String> notices;
    private final LongAdder commits = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile @Nullable WalFailedException failure;
    private volatile Consumer<WalFailedException> whenFailed = why -> {};

    Committer(CommitQueue queue, SegmentWriter writer, WalSettings settings, Consumer<String> notices) {
        this.queue = queue;
        this.writer = writer;
        this.directory = settings.directory().toString();
        this.notices = notices;
    }

    @Override
    public void run() {
        try (writer) {
            boolean more = true;
            while (more) {
                more = commitOnce();
            }
        } catch (IOException e) {
            notices.accept("write-ahead log in " + directory + ": could not close the last file: " + e.getMessage());
        }
    }

    /** Commits what waits; returns false when there will be nothing more. */
    private boolean commitOnce() {
        List<Pending> batch;
        try {
            batch = queue.take();
        } catch (InterruptedException e) {
            // nobody of ours interrupts this thread; going on is safer than losing what waits
            return true;
        }
        if (batch.isEmpty()) {
            return false;
        }
        WalFailedException why = failure;
        if (why != null) {
            tellFailure(batch, why);
            return true;
        }
        try {
            long before = writer.position();
            writer.write(batch);
            count(batch, writer.position() - before);
        } catch (IOException | RuntimeException | Error e) {
            fail(batch, e);
            return true;
        }
        tellDurable(batch);
        return true;
    }

    private void count(List<Pending> batch, long written) {
        commits.increment();
        entries.add(batch.size());
        bytes.add(written);
        for (Pending entry : batch) {
            rows.add(entry.rows);
        }
    }

    private void fail(List<Pending> batch, Throwable cause) {
        WalFailedException why = new WalFailedException(
                "the write-ahead log in " + directory + " can not be written (" + cause.getMessage()
                        + "), so nothing more is acknowledged; free space or repair the disk, then restart the server:"
                        + " what was acknowledged is safe, and clients send the rest again",
                cause);
        failure = why;
        notices.accept(why.getMessage() == null ? "" : why.getMessage());
        queue.close();
        tellFailure(batch, why);
        guarded(() -> whenFailed.accept(why));
    }

    void whenFailed(Consumer<WalFailedException> listener) {
        whenFailed = listener;
        WalFailedException why = failure;
        if (why != null) {
            listener.accept(why);
        }
    }

    private void tellDurable(List<Pending> batch) {
        IdentityHashMap<CommitListener, Long> highest = new IdentityHashMap<>();
        for (Pending entry : batch) {
            highest.put(entry.listener, entry.ticket);
        }
        highest.forEach((listener, ticket) -> guarded(() -> listener.durable(ticket)));
    }

    private static void tellFailure(List<Pending> batch, WalFailedException why) {
        IdentityHashMap<CommitListener, Boolean> all = new IdentityHashMap<>();
        batch.forEach(entry -> all.put(entry.listener, true));
        all.keySet().forEach(listener -> guarded(() -> listener.failed(why)));
    }

    /** One stream's fault must not reach the others. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    @Nullable
    WalFailedException failure() {
        return failure;
    }

    long commits() {
        return commits.sum();
    }

    long entries() {
        return entries.sum();
    }

    long rows() {
        return rows.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}

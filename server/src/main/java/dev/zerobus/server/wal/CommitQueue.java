// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the disk. It takes everything, because a request that has been read must go somewhere, and tells when it is
 * full, so that streams stop reading: it holds at most its bound and one more request of each stream. Safe from any thread.
 */
final class CommitQueue {

    private final long boundBytes;
    private List<Pending> waiting = new ArrayList<>();
    private List<Runnable> roomWaiters = new ArrayList<>();
    private long bytes;
    private boolean closed;

    CommitQueue(long boundBytes) {
        this.boundBytes = boundBytes;
    }

    /** Returns false if the queue is closed. */
    synchronized boolean add(Pending entry) {
        if (closed) {
            return false;
        }
        waiting.add(entry);
        bytes += entry.payload.length;
        if (waiting.size() == 1) {
            notifyAll();
        }
        return true;
    }

    synchronized boolean hasRoom() {
        return closed || bytes < boundBytes;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Runs the task now if there is room, otherwise once, on the committer's thread, when there is. */
    void whenRoom(Runnable task) {
        synchronized (this) {
            if (!hasRoom()) {
                roomWaiters.add(task);
                return;
            }
        }
        task.run();
    }

    /** Waits for entries and takes all of them; an empty list says that the queue is closed and empty. */
    List<Pending> take() throws InterruptedException {
        List<Pending> taken;
        List<Runnable> wake;
        synchronized (this) {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
            taken = waiting;
            waiting = new ArrayList<>(taken.size());
            bytes = 0;
            wake = takeWaiters();
        }
        wake.forEach(Runnable::run);
        return taken;
    }

    /** Takes nothing more; what is in the queue can still be taken. */
    void close() {
        List<Runnable> wake;
        synchronized (this) {
            closed = true;
            wake = takeWaiters();
            notifyAll();
        }
        wake.forEach(Runnable::run);
    }

    private List<Runnable> takeWaiters() {
        List<Runnable> taken = roomWaiters;
        roomWaiters = new ArrayList<>();
        return taken;
    }
}

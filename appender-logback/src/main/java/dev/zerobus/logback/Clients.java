// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.thread.OwnThread;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The clients of this class loader's appenders, by their settings. An appender that starts with the same settings as one that
 * was stopped by reading the configuration anew goes on with its client: with its ring and all that is in it, its connection
 * and its numbers. What nobody claims drains and closes by itself.
 *
 * <p>Safe from any thread; nothing blocks under its lock.
 */
final class Clients {

    /** How long a client waits for a new configuration to claim it; it delivers meanwhile as ever. */
    static final long PARKED_NANOS = TimeUnit.SECONDS.toNanos(3);

    static final Clients SHARED = new Clients(PARKED_NANOS);

    private final Map<ClientKey, SharedClient> byKey = new HashMap<>();
    private final long parkedNanos;

    Clients(long parkedNanos) {
        this.parkedNanos = parkedNanos;
    }

    /** Finds the client of these settings, or starts one. */
    synchronized SharedClient acquire(ZerobusConfig config, ZerobusAppender appender, boolean takesEvents) {
        ClientKey key = new ClientKey(config, takesEvents);
        SharedClient found = byKey.get(key);
        if (found == null) {
            LogbackStatus status = new LogbackStatus(appender);
            ZerobusClient client = ZerobusClient.starter(config)
                    .status(status)
                    .attach(takesEvents)
                    .start();
            found = new SharedClient(key, client, status);
            byKey.put(key, found);
        }
        found.users++;
        found.status.origin(appender);
        notifyAll();
        return found;
    }

    /** Gives a client back for good: the last one closes it, within its time for that. */
    void release(SharedClient shared) {
        if (giveBack(shared)) {
            shared.client.close();
        }
    }

    private synchronized boolean giveBack(SharedClient shared) {
        if (--shared.users > 0) {
            return false;
        }
        byKey.remove(shared.key, shared);
        return true;
    }

    /** Gives a client back for a moment: it closes if nobody claims it. */
    synchronized void park(SharedClient shared) {
        if (--shared.users == 0) {
            long deadline = System.nanoTime() + parkedNanos;
            OwnThread.of(() -> closeUnclaimed(shared, deadline), "parked-client")
                    .start();
        }
    }

    private void closeUnclaimed(SharedClient shared, long deadline) {
        if (isUnclaimed(shared, deadline)) {
            shared.client.close();
        }
    }

    private synchronized boolean isUnclaimed(SharedClient shared, long deadline) {
        long left = deadline - System.nanoTime();
        while (shared.users == 0 && byKey.get(shared.key) == shared && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                break;
            }
            left = deadline - System.nanoTime();
        }
        return shared.users == 0 && byKey.remove(shared.key, shared);
    }

    /** Closes a client that was parked, unless somebody has claimed it. */
    void closeParked(SharedClient shared) {
        boolean mine;
        synchronized (this) {
            mine = shared.users == 0 && byKey.remove(shared.key, shared);
            notifyAll();
        }
        if (mine) {
            shared.client.close();
        }
    }
}

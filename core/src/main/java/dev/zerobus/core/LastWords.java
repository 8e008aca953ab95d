// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.SpillOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the shutdown hook does. The JVM runs all hooks at once, and those of the application have something to say too: so the
 * client is not closed at once, but delivers until nothing more comes, and stays open for what comes later still. Within {@code
 * zerobus.shutdown.timeout}; what remains then is said. Where the rest can go to disk, the last of that time is for closing, which
 * goes on delivering and gives the disk its share: nobody waits for a disk any more once this has returned.
 */
final class LastWords {

    /** So long nothing must have come. */
    static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LOOK_EVERY_MILLIS = 5;

    /** Of four seconds for closing the disk has one, which is the most that it gets. */
    private static final long MOST_TO_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private LastWords() {}

    static void deliver(ZerobusClient client) {
        long timeout = bounded(client.config().get(ClientOptions.SHUTDOWN_TIMEOUT));
        long closeNanos = hasDisk(client) ? Math.min(MOST_TO_CLOSE_NANOS, timeout / 2) : 0;
        long deadline = System.nanoTime() + timeout - closeNanos;
        long delivered = -1;
        long accepted = client.snapshot().accepted();
        while (accepted != delivered && !client.isClosed()) {
            if (!client.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                client.close(Duration.ofNanos(closeNanos));
                return;
            }
            delivered = accepted;
            accepted = afterQuiet(client, delivered, Math.min(deadline, System.nanoTime() + QUIET_NANOS));
        }
        if (client.isClosed()) {
            // somebody else closes, or has begun to: wait with him
            client.close();
        }
    }

    private static boolean hasDisk(ZerobusClient client) {
        return client.config().find(SpillOptions.DIR) != null;
    }

    /** Waits until something has come, or nothing has for long enough; returns how much has come in all. */
    private static long afterQuiet(ZerobusClient client, long delivered, long until) {
        long accepted = client.snapshot().accepted();
        while (accepted == delivered && accepted > 0 && !client.isClosed() && System.nanoTime() < until) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return delivered;
            }
            accepted = client.snapshot().accepted();
        }
        return accepted;
    }

    private static long bounded(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : timeout.toNanos();
    }
}

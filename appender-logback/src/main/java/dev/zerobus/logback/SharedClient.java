// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.log.LogDoor;

/**
 * A client with the appenders that share it because their settings are the same. The counter is owned by {@link Clients},
 * under its lock; the rest is safe from any thread.
 */
final class SharedClient {

    final ClientKey key;
    final ZerobusClient client;
    final LogDoor door;
    final LogbackMapper mapper;
    final LogbackStatus status;

    /** Whether a caller may wait for room, which comes by our own threads. */
    final boolean mayWait;

    /** Whether an event has come through a queue; it does not matter if nobody waits. */
    volatile boolean behindQueue;

    /** How many started appenders have it. */
    int users;

    SharedClient(ClientKey key, ZerobusClient client, LogbackStatus status) {
        this.key = key;
        this.client = client;
        this.door = new LogDoor(client);
        this.mapper = new LogbackMapper(door.settings());
        this.status = status;
        this.mayWait = client.config().mayBlock();
    }

    /** Takes an event; a refusal is counted. */
    void append(ILoggingEvent event) {
        mapper.log(event, event.getThreadName(), door);
    }
}

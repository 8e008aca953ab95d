// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.status.RateLimitedStatus;
import dev.zerobus.core.status.StandardErrorStatus;
import dev.zerobus.core.status.StatusChannel;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says how a client is to be started, besides what its configuration says: for appenders and the agent. Owned by one
 * thread.
 */
public final class ClientStarter {

    /** How long after its start a client shows itself with {@link JmxTime#LATER}: ten seconds. */
    static final long JMX_LATER_NANOS = 10_000_000_000L;

    final ZerobusConfig config;

    @Nullable
    StatusChannel status;

    String name = "";
    boolean attach = true;
    boolean hook = true;
    JmxTime jmx = JmxTime.NOW;
    long jmxLaterNanos = JMX_LATER_NANOS;
    Supplier<UUID> identity = ProducerIds::next;
    final ClientCounts counts = new ClientCounts();

    ClientStarter(ZerobusConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /**
     * Sets where the client says what it has to say; its rate is limited.
     *
     * @param channel the channel; without one, standard error
     * @return this
     */
    public ClientStarter status(StatusChannel channel) {
        status = Objects.requireNonNull(channel, "channel");
        return this;
    }

    /**
     * Names the client, where several live in one process: in messages and in JMX.
     *
     * @param clientName the name; empty, as without this call, for none
     * @return this
     */
    public ClientStarter name(String clientName) {
        name = Objects.requireNonNull(clientName, "clientName");
        return this;
    }

    /**
     * Chooses whether {@code Events} go to the client.
     *
     * @param whether true unless this is called
     * @return this
     */
    public ClientStarter attach(boolean whether) {
        attach = whether;
        return this;
    }

    /**
     * Chooses whether the client may have a shutdown hook of its own, if its configuration wants one.
     *
     * @param whether true unless this is called; false for who closes the client itself
     * @return this
     */
    public ClientStarter shutdownHook(boolean whether) {
        hook = whether;
        return this;
    }

    /**
     * Chooses when the client shows itself through JMX.
     *
     * @param when {@link JmxTime#NOW} unless this is called
     * @return this
     */
    public ClientStarter jmx(JmxTime when) {
        jmx = Objects.requireNonNull(when, "when");
        return this;
    }

    /**
     * Sets who makes the client's identity: asked once, with the first row or when the client is first asked for it.
     *
     * @param producerId makes a UUID that no other start of any process has; without one, a UUID of version 7
     * @return this
     */
    public ClientStarter identity(Supplier<UUID> producerId) {
        identity = Objects.requireNonNull(producerId, "producerId");
        return this;
    }

    /**
     * Starts the client.
     *
     * @return the client
     * @throws ConfigException if a certificate or proxy that the configuration names is none
     */
    public ZerobusClient start() {
        return ZerobusClient.start(this);
    }

    /** Where the client speaks: limited, and with its name if it has one. */
    RateLimitedStatus channel() {
        StatusChannel channel = status == null ? StandardErrorStatus.limited() : status;
        if (name.isEmpty() && channel instanceof RateLimitedStatus) {
            return (RateLimitedStatus) channel;
        }
        StatusChannel named = name.isEmpty() ? channel : new NamedStatus(name, channel);
        return new RateLimitedStatus(named, System::nanoTime, RateLimitedStatus.INTERVAL_NANOS);
    }

    /** Who makes the identity; what the application gave may be anything. */
    Supplier<UUID> producerIds(StatusChannel channel) {
        Supplier<UUID> given = identity;
        return () -> {
            try {
                UUID made = given.get();
                if (made != null) {
                    return made;
                }
                channel.say(StatusChannel.Level.WARN, "no producer id was given; the client makes one");
            } catch (RuntimeException | Error e) {
                channel.say(
                        StatusChannel.Level.WARN, "the producer id could not be made: " + e + "; the client makes one");
            }
            return ProducerIds.next();
        };
    }
}

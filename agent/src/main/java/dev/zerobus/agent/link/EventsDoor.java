// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.link;

import dev.zerobus.core.LazyClient;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What copies of {@code Events} open, contract {@code events/1}:
 *
 * <ul>
 *   <li>{@code Supplier}: a new partner for a writer, to be kept and used again; see {@link Partner};
 *   <li>{@code LongPredicate}: flush, with the time to wait at most in nanoseconds.
 * </ul>
 *
 * Safe from any thread.
 */
public final class EventsDoor implements Supplier<Object>, LongPredicate {

    /** The name of the contract: it changes when a copy of the API that knows the old one could not work any more. */
    public static final String CONTRACT = "events/1";

    private final LazyClient client;
    private final StatusChannel status;

    /**
     * Makes the door.
     *
     * @param client gets the events
     * @param status where it is said that they can not be taken
     */
    public EventsDoor(LazyClient client, StatusChannel status) {
        this.client = client;
        this.status = status;
    }

    @Override
    public Object get() {
        try {
            return new Partner(client);
        } catch (LinkageError damaged) {
            // the application's side swallows it, and nobody would know why there are no rows
            status.say(
                    Level.ERROR,
                    StatusChannel.DAMAGED,
                    "events are refused, a part of the agent can not be loaded: " + damaged
                            + "; if its jar is damaged, take it as it was published");
            throw damaged;
        }
    }

    @Override
    public boolean test(long timeoutNanos) {
        return client.flush(timeoutNanos);
    }
}

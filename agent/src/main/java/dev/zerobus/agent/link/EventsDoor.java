// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.link;

import dev.zerobus.core.LazyClient;
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

    /**
     * Makes the door.
     *
     * @param client gets the events
     */
    public EventsDoor(LazyClient client) {
        this.client = client;
    }

    @Override
    public Object get() {
        return new Partner(client);
    }

    @Override
    public boolean test(long timeoutNanos) {
        return client.flush(timeoutNanos);
    }
}

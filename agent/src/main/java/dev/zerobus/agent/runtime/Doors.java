// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.link.EventsDoor;
import dev.zerobus.core.LazyClient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The doors of the bridge, by the names of their contracts. Immutable; safe from any thread. */
final class Doors implements Function<String, @Nullable Object> {

    private final EventsDoor events;

    Doors(LazyClient client) {
        events = new EventsDoor(client);
    }

    @Override
    public @Nullable Object apply(String contract) {
        return contract.equals(EventsDoor.CONTRACT) ? events : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.link.EventsDoor;
import dev.zerobus.core.LazyClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The doors of the bridge, by the names of their contracts. Safe from any thread. */
final class Doors implements Function<String, @Nullable Object> {

    private final EventsDoor events;

    /** By the part of a name before the slash; filled while the agent starts. */
    private final Map<String, Function<String, @Nullable Object>> families = new ConcurrentHashMap<>();

    Doors(LazyClient client) {
        events = new EventsDoor(client);
    }

    void add(String family, Function<String, @Nullable Object> doors) {
        families.put(family, doors);
    }

    @Override
    public @Nullable Object apply(String contract) {
        if (contract.equals(EventsDoor.CONTRACT)) {
            return events;
        }
        int slash = contract.indexOf('/');
        Function<String, @Nullable Object> family = slash < 0 ? null : families.get(contract.substring(0, slash));
        return family == null ? null : family.apply(contract);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.link.EventsDoor;
import dev.zerobus.core.LazyClient;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The doors of the bridge, by the names of their contracts. Safe from any thread. */
final class Doors implements Function<String, @Nullable Object> {

    private final EventsDoor events;

    /** By the part of a name before the slash; filled while the agent starts, and without those that can not be loaded. */
    private final Map<String, Function<String, @Nullable Object>> families = new ConcurrentHashMap<>();

    private final StatusChannel status;

    Doors(LazyClient client, StatusChannel status) {
        events = new EventsDoor(client, status);
        this.status = status;
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
        return family == null ? null : open(contract.substring(0, slash), family, contract);
    }

    /** What asks is woven code, which swallows what is thrown: nobody would know why there are no rows. */
    private @Nullable Object open(String name, Function<String, @Nullable Object> family, String contract) {
        try {
            return family.apply(contract);
        } catch (LinkageError damaged) {
            // no class of the agent's is there at the second attempt either
            if (families.remove(name) != null) {
                status.say(
                        Level.ERROR,
                        StatusChannel.DAMAGED,
                        "no events of kind '" + name + "' are taken, a part of the agent can not be loaded: " + damaged
                                + "; if its jar is damaged, take it as it was published");
            }
            return null;
        }
    }
}

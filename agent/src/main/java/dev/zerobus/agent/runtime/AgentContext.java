// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.core.LazyClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.status.StatusChannel;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What installers get. Immutable. */
public final class AgentContext {

    private final Instrumentation instrumentation;
    private final ZerobusConfig config;
    private final LazyClient client;
    private final StatusChannel status;
    private final boolean late;
    private final Doors doors;

    AgentContext(
            Instrumentation instrumentation,
            ZerobusConfig config,
            LazyClient client,
            StatusChannel status,
            boolean late,
            Doors doors) {
        this.instrumentation = instrumentation;
        this.config = config;
        this.client = client;
        this.status = status;
        this.late = late;
        this.doors = doors;
    }

    /**
     * Returns the JVM's door for agents.
     *
     * @return which can retransform classes
     */
    public Instrumentation instrumentation() {
        return instrumentation;
    }

    /**
     * Returns what the agent was told.
     *
     * @return checked, and enabled
     */
    public ZerobusConfig config() {
        return config;
    }

    /**
     * Returns what takes events.
     *
     * @return not started before the first event
     */
    public LazyClient client() {
        return client;
    }

    /**
     * Returns where the agent says something about itself.
     *
     * @return with a limited rate
     */
    public StatusChannel status() {
        return status;
    }

    /**
     * Tells whether the application runs already.
     *
     * @return true if the agent was attached to the process; then classes are loaded that have to be transformed again
     */
    public boolean late() {
        return late;
    }

    /**
     * Opens doors in the bridge.
     *
     * @param family what the names of these doors begin with, before a slash
     * @param byName finds one by its whole name; null for a name that is none
     */
    public void open(String family, Function<String, @Nullable Object> byName) {
        doors.add(family, byName);
    }
}

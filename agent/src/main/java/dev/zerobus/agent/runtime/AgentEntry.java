// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How the launcher gets in: it initialises this class, which leaves itself in the bridge. Before {@code main} a call by
 * reflection would make the JDK spin classes for method handles, which costs more than reading the configuration. Immutable.
 */
public final class AgentEntry implements BiConsumer<@Nullable String, Instrumentation> {

    static {
        Bridge.entries(new AgentEntry(false), new AgentEntry(true));
    }

    private final boolean late;

    private AgentEntry(boolean late) {
        this.late = late;
    }

    @Override
    public void accept(@Nullable String arguments, Instrumentation instrumentation) {
        AgentRuntime.start(arguments, instrumentation, late);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one class that the application's class loaders and the agent's share: slots that hold what the agent does, as
 * functional types of the JDK. Nothing else crosses the border.
 *
 * <p>It lies on the class path of the system loader, so every loader reaches it by {@code
 * Class.forName("dev.zerobus.agent.Bridge", true, ClassLoader.getSystemClassLoader())}. A slot is null while the agent does
 * not work (switched off, misconfigured): then whoever looks goes on without it.
 *
 * <p>Written by the agent while it starts; read by any thread. The agent's side never keeps a class or an object of the
 * application's, or its loader could not be unloaded.
 */
public final class Bridge {

    /**
     * Doors by name, each a contract of functional types; null for a name that this agent does not know. {@code events/1}
     * is what copies of {@code dev.zerobus.api.Events} open: see {@code dev.zerobus.agent.link.EventsDoor}.
     */
    public static volatile Function<String, Object> doors;

    /** Asks {@link #doors} as they are at that moment: a constant, so that woven code can be one as well. Never null. */
    public static final Function<String, Object> DOOR = new Asking();

    /** What starts the agent before {@code main}; between the launcher and the agent's entry only, and null afterwards. */
    static volatile BiConsumer<String, Instrumentation> entry;

    /** What starts the agent in a process that runs; likewise. */
    static volatile BiConsumer<String, Instrumentation> lateEntry;

    private Bridge() {}

    /**
     * Tells the launcher how to start the agent. Called by the agent's entry when it is initialised.
     *
     * @param early starts it before {@code main}
     * @param late starts it in a process that runs
     */
    public static void entries(BiConsumer<String, Instrumentation> early, BiConsumer<String, Instrumentation> late) {
        entry = early;
        lateEntry = late;
    }

    /** A class and no lambda: this is before {@code main}, when lambdas cost milliseconds. */
    private static final class Asking implements Function<String, Object> {
        @Override
        public Object apply(String name) {
            Function<String, Object> current = doors;
            return current == null ? null : current.apply(name);
        }
    }
}

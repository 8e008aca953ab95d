// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.util.function.Function;

/**
 * Looks for the agent. {@code Events} that were never asked have {@link #NOT_LOOKED} as their listener; the first question
 * replaces it by what is there. Stateless.
 *
 * <p>The agent's classes are in a class loader of their own; the only one that every loader can reach is {@code
 * dev.zerobus.agent.Bridge}, and only types of the JDK come through it. This copy of the API holds on to the agent, never
 * the other way round.
 */
final class Link {

    /**
     * Stands where a listener stands, until somebody asks. It looks by itself when an event is begun, so that every later
     * one passes a path without a question for it: one branch more there, and the compiler keeps the event's builder.
     */
    static final EventSink NOT_LOOKED = new EventSink() {
        @Override
        public EventWriter begin(String event) {
            EventSink found = Events.look();
            return found == null ? null : found.begin(event);
        }

        @Override
        public boolean flush(long timeoutNanos) {
            EventSink found = Events.look();
            return found == null || found.flush(timeoutNanos);
        }
    };

    private static final String BRIDGE = "dev.zerobus.agent.Bridge";

    /** The contract that {@link LinkedWriter} and {@link LinkedSink} know. */
    private static final String CONTRACT = "events/1";

    private Link() {}

    /** Returns the agent's listener, or null if there is no agent, or none that works. */
    static EventSink find() {
        try {
            Class<?> bridge = Class.forName(BRIDGE, true, ClassLoader.getSystemClassLoader());
            Function<?, ?> doors = (Function<?, ?>) bridge.getField("doors").get(null);
            return doors == null ? null : open(doors);
        } catch (Throwable absent) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static EventSink open(Function<?, ?> doors) {
        Object events = ((Function<String, Object>) doors).apply(CONTRACT);
        return events == null ? null : new LinkedSink(events);
    }
}

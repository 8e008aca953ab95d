// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.api.Severity;
import dev.zerobus.core.log.LogDoor;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a logging framework in the application, as the agent sees it. Implementations are loaded beside that copy, and
 * are safe from any thread.
 */
public interface LogAdapter {

    /**
     * Tells whether an appender of ours takes this context's events.
     *
     * @param owner Logback's context, or Log4j2's configuration
     * @return whether the context has the appender's mark
     */
    boolean isLeftToAppender(Object owner);

    /**
     * Tells whether an event is grave enough.
     *
     * @param event the framework's event
     * @param severity the least that is taken
     * @return whether its level is that or a graver one
     */
    boolean isAtLeast(Object event, Severity severity);

    /**
     * Returns who logged.
     *
     * @param event the framework's event
     * @return the logger's name
     */
    @Nullable
    String logger(Object event);

    /**
     * Returns what was logged.
     *
     * @param event the framework's event
     * @return the formatted message
     */
    @Nullable
    String message(Object event);

    /**
     * Takes an event.
     *
     * @param event the framework's event, only read
     * @param door where it goes
     */
    void take(Object event, LogDoor door);
}

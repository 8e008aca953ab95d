// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

/**
 * Writes the log events of one framework, with something that was made ready before the guard was entered: a message, say,
 * whose formatting runs code of the application, which may log. Implementations are safe from any thread.
 *
 * @param <E> the framework's type of event
 * @param <P> what was made ready
 */
@FunctionalInterface
public interface PreparedMapper<E, P> {

    /**
     * Writes one event. Inside the guard: what it logs is refused.
     *
     * @param event the event, only read
     * @param prepared what was made ready
     * @param out where it goes; not to be kept
     */
    void map(E event, P prepared, LogWriter out);
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

/**
 * Writes the log events of one framework. Implementations are safe from any thread.
 *
 * @param <E> the framework's type of event
 */
@FunctionalInterface
public interface LogMapper<E> {

    /**
     * Writes one event. Inside the guard: what it logs is refused.
     *
     * @param event the event, only read
     * @param out where it goes; not to be kept
     */
    void map(E event, LogWriter out);
}

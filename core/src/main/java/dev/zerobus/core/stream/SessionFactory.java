// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.schema.TableName;

/** Makes sessions, one for each lane. Safe from any thread. */
@FunctionalInterface
public interface SessionFactory {

    /**
     * Makes a session, idle until {@link StreamSession#connect}.
     *
     * @param table the table that the stream writes to
     * @param listener who is told; called on the drain thread only
     * @param wakeup called on any thread whenever {@link StreamSession#poll} has something to do; must be quick and not throw
     * @return the session
     */
    StreamSession create(TableName table, SessionListener listener, Runnable wakeup);
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.core.status.StandardErrorStatus;
import dev.zerobus.core.status.StatusChannel;
import org.jspecify.annotations.Nullable;

/**
 * Standard error, but silent while all is well: the application's output is the application's. Good news is said only after
 * bad news. Safe from any thread; never throws.
 */
final class AgentStatus implements StatusChannel {

    private final @Nullable StatusChannel target;
    private volatile boolean troubled;

    AgentStatus() {
        target = null;
    }

    AgentStatus(StatusChannel target) {
        this.target = target;
    }

    @Override
    public void say(Level level, String message) {
        if (passes(level)) {
            target().say(level, message);
        }
    }

    @Override
    public void say(Level level, String key, String message) {
        if (passes(level)) {
            target().say(level, key, message);
        }
    }

    private StatusChannel target() {
        StatusChannel given = target;
        return given != null ? given : StandardError.LIMITED;
    }

    /** Made with the first thing there is to say, which in most processes is never. */
    private static final class StandardError {
        static final StatusChannel LIMITED = StandardErrorStatus.limited();
    }

    /** From now on good news is said as well. */
    void verbose() {
        troubled = true;
    }

    private boolean passes(Level level) {
        if (level != Level.INFO) {
            troubled = true;
        }
        return troubled;
    }
}

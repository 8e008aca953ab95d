// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.LoggerContext;
import org.jspecify.annotations.Nullable;

/**
 * Marks a logger context in which a Zerobus appender runs, so that the agent does not capture what the appender delivers. The
 * old and the new appender of a reconfiguration overlap: they are counted. Safe from any thread.
 */
final class ContextMark {

    /** The agent looks for this key. */
    static final String KEY = "dev.zerobus.appender";

    private static final String COUNT_KEY = KEY + ".count";

    private ContextMark() {}

    static synchronized void add(@Nullable LoggerContext context) {
        if (context != null) {
            context.putObject(COUNT_KEY, count(context) + 1);
            context.putObject(KEY, true);
        }
    }

    static synchronized void remove(@Nullable LoggerContext context) {
        if (context == null) {
            return;
        }
        int left = count(context) - 1;
        if (left > 0) {
            context.putObject(COUNT_KEY, left);
        } else {
            context.removeObject(COUNT_KEY);
            context.removeObject(KEY);
        }
    }

    private static int count(LoggerContext context) {
        Object count = context.getObject(COUNT_KEY);
        return count instanceof Integer ? (Integer) count : 0;
    }
}

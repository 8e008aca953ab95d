// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.status.StatusChannel;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * Log4j's own channel for what its parts have to say about themselves. Each message begins with the appender's name. {@code
 * ERROR} is what Log4j shows unless it is told otherwise, and means here that somebody has to do something; a service that is
 * away is no such thing and comes as {@code WARN}. Nobody refuses to start because of an ERROR here: neither Log4j nor Spring
 * Boot, which looks at exceptions only. Safe from any thread; limits no rate by itself.
 */
final class Log4j2Status implements StatusChannel {

    private static final Logger LOGGER = StatusLogger.getLogger();

    private final String prefix;

    private Log4j2Status(String prefix) {
        this.prefix = prefix;
    }

    /** For an appender. */
    static Log4j2Status of(@Nullable String appender) {
        return new Log4j2Status("Zerobus appender " + appender + ": ");
    }

    /** For a client, which names itself as the appender is named. */
    static Log4j2Status ofClient() {
        return new Log4j2Status("Zerobus appender ");
    }

    @Override
    public void say(Level level, String message) {
        try {
            // as an argument: braces in a message are no placeholders
            LOGGER.log(statusLevel(level), "{}{}", prefix, message);
        } catch (RuntimeException | Error e) {
            // a listener of the application's has failed; there is no other place to say it
        }
    }

    private static org.apache.logging.log4j.Level statusLevel(Level level) {
        switch (level) {
            case ERROR:
                return org.apache.logging.log4j.Level.ERROR;
            case WARN:
                return org.apache.logging.log4j.Level.WARN;
            default:
                return org.apache.logging.log4j.Level.INFO;
        }
    }
}

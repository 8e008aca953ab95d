// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.api.Severity;
import dev.zerobus.core.config.CaptureOptions;
import dev.zerobus.core.config.EventPatterns;
import dev.zerobus.core.config.ZerobusConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The agent's own level and patterns of loggers, on top of the application's. Safe from any thread. */
final class CaptureFilter {

    /** Loggers whose answer is remembered; of further ones it is found out each time. */
    static final int MAX_REMEMBERED = 4_096;

    private final Severity severity;
    private final EventPatterns include;
    private final @Nullable EventPatterns exclude;
    private final boolean everyLogger;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    CaptureFilter(ZerobusConfig config) {
        severity = config.get(CaptureOptions.LEVEL);
        include = config.get(CaptureOptions.INCLUDE);
        exclude = config.find(CaptureOptions.EXCLUDE);
        everyLogger = exclude == null && include.all();
    }

    /** Returns the least that is taken. */
    Severity severity() {
        return severity;
    }

    boolean takes(@Nullable String logger) {
        return everyLogger || remembered(logger == null ? "" : logger);
    }

    private boolean remembered(String logger) {
        Boolean answer = remembered.get(logger);
        if (answer != null) {
            return answer;
        }
        boolean found = include.matches(logger) && (exclude == null || !exclude.matches(logger));
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.put(logger, found);
        }
        return found;
    }
}

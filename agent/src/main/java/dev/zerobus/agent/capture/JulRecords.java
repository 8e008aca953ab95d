// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.agent.jul.JulMapper;
import dev.zerobus.core.log.LogSettings;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The part of the hook that reads records; loaded with the first of them. Stateless; safe from any thread.
 */
final class JulRecords {

    private static final String SLF4J_BRIDGE = "org.slf4j.bridge.SLF4JBridgeHandler";
    private static final String LOG4J_BRIDGE = "org.apache.logging.log4j.jul.Log4jBridgeHandler";

    private JulRecords() {}

    static void take(Capturing capturing, LogSettings settings, Object logger, Object record) {
        take(capturing, settings, (Logger) logger, (LogRecord) record);
    }

    private static void take(Capturing capturing, LogSettings settings, Logger logger, LogRecord record) {
        if (!capturing.takes(JulMapper.severityNumber(record.getLevel()), record.getLoggerName())
                || isBridged(logger)) {
            return;
        }
        // before the guard: parameters' toString is the application's code, and may log
        String message = JulMapper.message(record);
        capturing.door().take(record, (each, out) -> JulMapper.write(each, message, settings, out));
    }

    /** What a bridge has let through has been taken behind it, and what it has not let through is not wanted. */
    private static boolean isBridged(Logger logger) {
        for (Logger at = logger; at != null; at = at.getUseParentHandlers() ? at.getParent() : null) {
            for (Handler handler : at.getHandlers()) {
                if (isBridge(handler.getClass())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBridge(@Nullable Class<?> handler) {
        for (Class<?> type = handler; type != null && type != Handler.class; type = type.getSuperclass()) {
            if (type.getName().equals(SLF4J_BRIDGE) || type.getName().equals(LOG4J_BRIDGE)) {
                return true;
            }
        }
        return false;
    }
}

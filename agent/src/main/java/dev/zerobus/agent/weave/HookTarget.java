// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.core.config.CaptureFramework;
import org.jspecify.annotations.Nullable;

/** The classes of logging frameworks that every log event passes. */
enum HookTarget {
    /** {@code callAppenders} gets each event after levels and turbo filters. */
    LOGBACK("ch.qos.logback.classic.Logger", CaptureFramework.LOGBACK),
    /** {@code processLogEvent} gets each event after levels and filters, once for each logger configuration on its way up. */
    LOG4J2("org.apache.logging.log4j.core.config.LoggerConfig", CaptureFramework.LOG4J2),
    /** {@code log(LogRecord)} gets everything, and hands it to handlers after level and filter. */
    JUL("java.util.logging.Logger", CaptureFramework.JUL);

    private final String className;
    private final CaptureFramework framework;

    HookTarget(String className, CaptureFramework framework) {
        this.className = className;
        this.framework = framework;
    }

    String className() {
        return className;
    }

    CaptureFramework framework() {
        return framework;
    }

    /** Finds by a name with dots. */
    static @Nullable HookTarget of(String name) {
        // asked for every class: texts of another length are not the same at once, and no hash of the name is made
        if (name.equals(LOGBACK.className)) {
            return LOGBACK;
        }
        if (name.equals(LOG4J2.className)) {
            return LOG4J2;
        }
        return name.equals(JUL.className) ? JUL : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** A logging framework that the agent can capture. */
public enum CaptureFramework {
    /** Log4j 2. */
    LOG4J2,
    /** Logback. */
    LOGBACK,
    /** {@code java.util.logging}. */
    JUL
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/** How grave an event is, with the numbers that OpenTelemetry gives to the same words. */
public enum Severity {
    /** Fine-grained tracing. */
    TRACE(1),
    /** For debugging. */
    DEBUG(5),
    /** Something normal happened. */
    INFO(9),
    /** Something odd happened. */
    WARN(13),
    /** Something went wrong. */
    ERROR(17),
    /** The application can not go on. */
    FATAL(21);

    private final int number;

    Severity(int number) {
        this.number = number;
    }

    /**
     * Returns OpenTelemetry's severity number.
     *
     * @return 1, 5, 9, 13, 17 or 21
     */
    public int number() {
        return number;
    }
}

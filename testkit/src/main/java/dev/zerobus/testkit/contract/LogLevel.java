// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** The levels that every framework has, under whatever name. */
public enum LogLevel {
    /** The finest. */
    TRACE(1),
    /** For who debugs. */
    DEBUG(5),
    /** What is normal. */
    INFO(9),
    /** Something odd. */
    WARN(13),
    /** Something went wrong. */
    ERROR(17);

    private final int severityNumber;

    LogLevel(int severityNumber) {
        this.severityNumber = severityNumber;
    }

    /**
     * Returns OpenTelemetry's number.
     *
     * @return 1, 5, 9, 13 or 17
     */
    public int severityNumber() {
        return severityNumber;
    }
}

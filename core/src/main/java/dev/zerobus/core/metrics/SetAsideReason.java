// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/** Why an accepted event was set aside instead of becoming a row. Each has its own counter. */
public enum SetAsideReason {
    /** A value does not fit its column without losing information. */
    VALUE_DOES_NOT_FIT,
    /** The table demands a column that the event does not have. */
    REQUIRED_COLUMN_MISSING,
    /** The row is larger than one record may be. */
    ROW_TOO_LARGE,
    /** The bytes in the ring are no event: an error of ours. */
    UNREADABLE,
    /** The service rejected the record. */
    REJECTED
}

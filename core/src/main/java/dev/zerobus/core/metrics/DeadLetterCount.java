// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/** What became of events that were set aside, where they are kept in files. Each has its own counter. */
public enum DeadLetterCount {
    /** It stands in a file. */
    WRITTEN,
    /** It could not be written: it is lost but for its count. */
    UNWRITTEN,
    /** It was in a file that had to go because there were too many, and nobody had sent it again. */
    REMOVED
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** What not every framework has. */
public enum Feature {
    /** Messages with places for arguments. */
    TEMPLATE,
    /** The thread's context map: MDC, ThreadContext. */
    CONTEXT,
    /** The thread's context stack: NDC. */
    STACK,
    /** Markers. */
    MARKERS,
    /** Key-value pairs beside template and arguments in one call. */
    FIELDS
}

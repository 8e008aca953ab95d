// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** What not every framework has. */
public enum Feature {
    /** The id of the thread that logged; behind a framework's queue only its name may be known. */
    THREAD_ID,
    /** Messages with places for arguments. */
    TEMPLATE,
    /** The thread's context map: MDC, ThreadContext. */
    CONTEXT,
    /** The thread's context stack: NDC. */
    STACK,
    /** Markers. */
    MARKERS,
    /** Key-value pairs beside template and arguments in one call. */
    FIELDS,
    /** The class and method that logged; behind a framework's queue they are gone, unless it was told to find them before. */
    CALLER,
    /** The file and line as well; where it is missing they must stay empty. */
    LINE
}

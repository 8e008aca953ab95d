// SPDX-License-Identifier: Apache-2.0
/**
 * What the client costs an application, as a program in a JVM of its own finds it: bytes per event, pinned carriers and memory
 * per virtual thread. Programs print lines, tests read them.
 *
 * <p>Entry types: {@link dev.zerobus.testkit.cost.AllocationMeter} and {@link dev.zerobus.testkit.cost.VirtualThreadMeter} in the
 * program, {@link dev.zerobus.testkit.cost.CostReport} in the test. Each object is owned by one thread.
 *
 * <pre>
 *   test                                          a JVM of its own
 *   ----                                          ----------------
 *   CostReport.of(command) --starts-------------&gt; main: AllocationMeter, VirtualThreadMeter
 *     value("bytes", "constant", ...) &lt;--stdout-- "bytes constant zerobus caller 0.0"
 * </pre>
 */
@NullMarked
package dev.zerobus.testkit.cost;

import org.jspecify.annotations.NullMarked;

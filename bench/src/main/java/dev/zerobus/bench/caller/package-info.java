// SPDX-License-Identifier: Apache-2.0
/**
 * What one call costs the thread that makes it. Entry types: {@link dev.zerobus.bench.caller.Hotpath} compares our doors with
 * other libraries, {@link dev.zerobus.bench.caller.Levels} our durability levels with each other.
 *
 * <pre>
 *  Hotpath, Levels (one thread)      Cell, a JVM for each figure                       AckSink, another JVM
 *  takes turns, prints medians  --&gt;  calling threads --&gt; subject's own threads  --gRPC--&gt;  acknowledges
 * </pre>
 *
 * Calling threads own their histograms; everything else of a cell belongs to its main thread.
 */
@NullMarked
package dev.zerobus.bench.caller;

import org.jspecify.annotations.NullMarked;

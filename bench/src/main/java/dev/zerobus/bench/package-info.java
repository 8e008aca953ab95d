// SPDX-License-Identifier: Apache-2.0
/**
 * One class for each performance claim. {@link dev.zerobus.bench.EndToEnd} measures from {@code Events.emit()} to the
 * acknowledgement, {@link dev.zerobus.bench.EmitBenchmark} what a call costs its caller. {@code bench/run} starts them.
 */
@NullMarked
package dev.zerobus.bench;

import org.jspecify.annotations.NullMarked;

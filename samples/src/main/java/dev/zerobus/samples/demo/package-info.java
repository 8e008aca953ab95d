// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code ./demo} runs: {@link dev.zerobus.samples.demo.Demo} starts the embedded server as a process of its own, opens a
 * {@link dev.zerobus.samples.demo.Shop}, shows what happens, and balances the books from the table.
 *
 * <p>Threads: the main thread shows; the shop's clerks emit.
 */
@NullMarked
package dev.zerobus.samples.demo;

import org.jspecify.annotations.NullMarked;

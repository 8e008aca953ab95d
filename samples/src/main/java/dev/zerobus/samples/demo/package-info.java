// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code ./demo} runs: {@link dev.zerobus.samples.demo.Demo} starts the embedded server and three applications as processes
 * of their own, one for each door, shows what happens, and balances the books from the tables.
 *
 * <p>Threads: the main thread does everything.
 */
@NullMarked
package dev.zerobus.samples.demo;

import org.jspecify.annotations.NullMarked;

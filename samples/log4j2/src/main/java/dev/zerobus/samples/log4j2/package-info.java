// SPDX-License-Identifier: Apache-2.0
/**
 * A warehouse whose pickers log through Log4j2, all loggers asynchronous: {@link dev.zerobus.samples.log4j2.Warehouse} starts
 * and ends it, {@link dev.zerobus.samples.log4j2.Picker} works. No code here knows of Zerobus; {@code log4j2.xml} does.
 *
 * <p>Threads: each picker is one; the main thread listens to standard input.
 */
@NullMarked
package dev.zerobus.samples.log4j2;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * A till that logs through Logback: {@link dev.zerobus.samples.logback.Till} starts and ends it,
 * {@link dev.zerobus.samples.logback.Cashier} works. No code here knows of Zerobus; {@code logback.xml} does.
 *
 * <p>Threads: each cashier is one; the main thread listens to standard input.
 */
@NullMarked
package dev.zerobus.samples.logback;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Code that is copied into classes of the application: each class here is a pattern that Byte Buddy reads, and none is ever
 * run where it stands. It runs in the application's class, with that class's loader, so it names nothing but the JDK, the
 * framework that it is copied into, and constants. It is as short as it can be, and what it throws is swallowed.
 *
 * <p>How the copied code reaches the agent: see {@link dev.zerobus.agent.weave.advice.Door}.
 *
 * <p>Threads: the application's.
 */
@NullMarked
package dev.zerobus.agent.weave.advice;

import org.jspecify.annotations.NullMarked;

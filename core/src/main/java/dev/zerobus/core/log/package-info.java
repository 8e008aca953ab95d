// SPDX-License-Identifier: Apache-2.0
/**
 * The one mapping of log events: what of a log event becomes which field, for appenders and the agent alike. Entry type:
 * {@link dev.zerobus.core.log.LogDoor}.
 *
 * <p>Threads: a {@link dev.zerobus.core.log.LogDoor} and {@link dev.zerobus.core.log.LogSettings} are safe from any thread; a
 * {@link dev.zerobus.core.log.LogWriter} is owned by one thread from {@code begin} to {@code emit} or {@code discard}, which
 * is also how long that thread's own log calls are refused as feedback.
 *
 * <pre>
 *   framework's event --mapper--&gt; LogDoor.begin --&gt; LogWriter --message, context, ...--&gt; LogDoor.emit --&gt; lane
 *                                     |  guard: on                                            |  guard: off
 * </pre>
 */
@NullMarked
package dev.zerobus.core.log;

import org.jspecify.annotations.NullMarked;

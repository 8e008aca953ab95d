// SPDX-License-Identifier: Apache-2.0
/**
 * The Zerobus appender of Logback. Entry type: {@link dev.zerobus.logback.ZerobusAppender}; its elements are {@link
 * dev.zerobus.logback.AppenderElements}.
 *
 * <pre>
 *   logback.xml --Joran--&gt; ZerobusAppender --start--&gt; Clients: one client for equal settings, kept while a context is reset
 *                              |
 *   logging thread --doAppend--+--&gt; LogbackMapper --&gt; LogDoor --&gt; ring --&gt; thread of the lane
 * </pre>
 *
 * <p>Threads: Joran's thread configures and starts; any thread logs; the thread that resets or stops the context stops. Runs
 * with Logback 1.2 to 1.6. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.logback;

import org.jspecify.annotations.NullMarked;

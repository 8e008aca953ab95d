// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's side of the bridge for {@code Events}. Entry type: {@link dev.zerobus.agent.link.EventsDoor}. Only types of the
 * JDK cross; nothing here keeps an object of the application's beyond the call.
 *
 * <pre>
 *   Events (any loader) --&gt; LinkedSink --get--&gt; EventsDoor
 *                           LinkedWriter ------&gt; Partner --&gt; EventDraft --&gt; lane
 *                                 '-- one to one, pooled by the application's side
 * </pre>
 *
 * <p>Threads: {@code EventsDoor} is safe from any thread; a partner is owned by the thread that began an event with it.
 */
@NullMarked
package dev.zerobus.agent.link;

import org.jspecify.annotations.NullMarked;

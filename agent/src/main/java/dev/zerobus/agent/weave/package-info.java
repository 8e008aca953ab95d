// SPDX-License-Identifier: Apache-2.0
/**
 * Weaves calls to the agent into classes of the application: the hooks of logging frameworks, methods that rules name, and
 * methods with {@code @Emits}.
 *
 * <p>Entry type: {@link dev.zerobus.agent.weave.Weaving}. Only {@code ClassWeaver} and what it uses knows Byte Buddy, and it
 * is loaded when the first class is to be woven.
 *
 * <p>Threads: the transformer runs on whichever thread loads a class, with the class loader's locks held. So it loads no
 * class of the application, waits for nobody, and says nothing itself: notes go to a thread of ours.
 *
 * <pre>
 *   thread that loads a class                                              zerobus-weaving
 *   name known?  bytes mention @Emits? --no--&gt; null (nothing happened)
 *        | yes                                                                   |
 *   ClassWeaver (Byte Buddy) --&gt; woven bytes, or null and the class as it was    |
 *        +-------------------------- note --------------------------------&gt; status line
 * </pre>
 */
@NullMarked
package dev.zerobus.agent.weave;

import org.jspecify.annotations.NullMarked;

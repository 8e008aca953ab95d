// SPDX-License-Identifier: Apache-2.0
/**
 * Faults on purpose: what tests tell the server to do wrong, when, how often and to whom, and what of it has happened.
 *
 * <pre>
 *   test, or POST /faults           parts of the server                       test
 *   ---------------------           -------------------                       ----
 *   Fault (what, where, when)
 *     |  Faults.add
 *     +-----------&gt; FaultBoard &lt;--meet-- streams, tokens, look-ups, log
 *                      |  counts what it sees, decides                  Faults.fired,
 *                      +---------------------------------------------&gt;  InjectedFault.awaitFired
 * </pre>
 *
 * <p>Everything is counted, nothing left to chance: the same requests in the same order meet the same faults. A server without
 * faults asks one volatile field at each of these places and no more.
 *
 * <p>Entry type: {@link dev.zerobus.server.fault.Faults}. Everything is safe from any thread; {@code FaultBoard}'s lock guards
 * what counts. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.fault;

import org.jspecify.annotations.NullMarked;

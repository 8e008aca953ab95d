// SPDX-License-Identifier: Apache-2.0
/**
 * The whole client in a simulated world: one thread, one seed, a virtual clock, network, service and token endpoint.
 *
 * <p>Entry type: {@link dev.zerobus.core.sim.Simulation}. Real are the ring, the lane with its drain, the stream's machine with
 * its mailbox and budgets, the token cache, the row plans. Everything else is made up by one {@code Random}, so a seed that
 * fails once fails always.
 *
 * <pre>
 *   Producers --offer--&gt; SimClient (real lane) --Pipe--&gt; SimPipe ..latency, cuts..&gt; ServedStream --&gt; SimService: durable rows
 *       |                    |   ^                                                        |
 *       +----- Ledger &lt;------+   +--- SimHouse: tokens (SimTokens), schemas (SimTable) &lt;---+--- Weather: which faults, how often
 * </pre>
 *
 * <p>All of it is owned by the one thread that runs the simulation.
 */
package dev.zerobus.core.sim;

// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of every door through which log events come: appenders and the agent's capture. A framework implements
 * {@link dev.zerobus.testkit.contract.LoggingApplication}, an application that logs through it; a test class of the door extends
 * {@link dev.zerobus.testkit.contract.LogDoorContract} and says how such an application is run with the door: in this process
 * ({@link dev.zerobus.testkit.contract.Door#inThisProcess}) or in one of its own
 * ({@link dev.zerobus.testkit.contract.ForkedDoor}).
 *
 * <pre>
 *   the test's process                          the application's process (which may be the same)
 *   LogDoorContract --Door.run(Scenario)------&gt; Scenario.run(LoggingApplication) --log--&gt; framework --door--&gt; client
 *         |                                                                                                   |
 *         +--------rows--------- LogServer (always a process of its own) &lt;------------------------------------+
 * </pre>
 *
 * <p>What a scenario needs and answers is serializable, so that both ways are the same test.
 */
@NullMarked
package dev.zerobus.testkit.contract;

import org.jspecify.annotations.NullMarked;

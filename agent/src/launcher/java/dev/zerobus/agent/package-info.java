// SPDX-License-Identifier: Apache-2.0
/**
 * What applications can see of the agent: the {@link dev.zerobus.agent.Launcher} that starts it, the class loader that keeps
 * everything else apart, and the {@link dev.zerobus.agent.Bridge} between the two worlds. Compiled for Java 8, so that an
 * application on an old JVM is told so instead of dying.
 *
 * <p>Nothing may be added here that keeps state beyond the bridge, logs, or refers to classes of other packages by name in
 * its code: those are in another class loader.
 *
 * <pre>
 *   system loader (class path)             AgentClassLoader (inst/ of the agent's jar; parent: platform loader)
 *   --------------------------             --------------------------------------------------------------------
 *   Launcher  --- start by reflection ---&gt; AgentRuntime, core, grpc, protobuf, Byte Buddy, ...
 *   Bridge    &lt;-- fills the slots ---------'
 *      ^
 *      '--- Class.forName, once --- every copy of Events, woven classes (any loader of the application)
 * </pre>
 *
 * <p>Threads: started once, on the thread that runs {@code premain}; the bridge is safe from any thread.
 */
package dev.zerobus.agent;

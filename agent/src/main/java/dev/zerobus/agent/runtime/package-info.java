// SPDX-License-Identifier: Apache-2.0
/**
 * The agent inside its own class loader: reads the configuration, fills the bridge, installs what weaves. Entry type: {@link
 * dev.zerobus.agent.runtime.AgentRuntime}, which the launcher reaches through {@link
 * dev.zerobus.agent.runtime.AgentEntry}.
 *
 * <p>Threads: everything is set up by the thread that runs {@code premain}; afterwards {@link
 * dev.zerobus.core.LazyClient} is safe from any thread.
 */
@NullMarked
package dev.zerobus.agent.runtime;

import org.jspecify.annotations.NullMarked;

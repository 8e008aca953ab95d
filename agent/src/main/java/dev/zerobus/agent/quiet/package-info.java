// SPDX-License-Identifier: Apache-2.0
/**
 * Stands in for {@code java.util.logging} where libraries inside the agent log: they must not initialise the application's
 * loggers, nor write to them. The build renames their references; names and signatures are therefore the JDK's. Entry type:
 * {@link dev.zerobus.agent.quiet.Logger}.
 *
 * <p>Threads: everything is safe from any thread.
 */
@NullMarked
package dev.zerobus.agent.quiet;

import org.jspecify.annotations.NullMarked;

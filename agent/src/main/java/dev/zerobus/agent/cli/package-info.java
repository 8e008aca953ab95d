// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: {@code java -jar zerobus-agent.jar}. Entry type: {@link dev.zerobus.agent.cli.Main}.
 *
 * <p>Threads: one.
 */
@NullMarked
package dev.zerobus.agent.cli;

import org.jspecify.annotations.NullMarked;

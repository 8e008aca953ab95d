// SPDX-License-Identifier: Apache-2.0
/**
 * What of a record of {@code java.util.logging} becomes which field. Entry type: {@link dev.zerobus.agent.jul.JulMapper}.
 *
 * <p>Threads: safe from any.
 */
@NullMarked
package dev.zerobus.agent.jul;

import org.jspecify.annotations.NullMarked;

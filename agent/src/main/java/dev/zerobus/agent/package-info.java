// SPDX-License-Identifier: Apache-2.0
/**
 * The agent.
 */
@NullMarked
package dev.zerobus.agent;

import org.jspecify.annotations.NullMarked;

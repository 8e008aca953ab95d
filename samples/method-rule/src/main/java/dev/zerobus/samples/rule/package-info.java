// SPDX-License-Identifier: Apache-2.0
/**
 * A program that uses a library of somebody else, Apache Commons Codec, and knows nothing of Zerobus. Rules for the agent
 * ({@code rules.json}) name two methods of the library, whose calls become events. One thread.
 */
@NullMarked
package dev.zerobus.samples.rule;

import org.jspecify.annotations.NullMarked;

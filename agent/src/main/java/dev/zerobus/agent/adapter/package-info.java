// SPDX-License-Identifier: Apache-2.0
/**
 * Adapters to the frameworks of the application. Loaded once for each copy of a framework, by a loader that sees that copy and
 * the agent: see {@code AdapterLoader}. Entry types: the two adapters, which are made by reflection.
 *
 * <p>Threads: safe from any.
 */
@NullMarked
package dev.zerobus.agent.adapter;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Events of methods: what a rule or {@code @Emits} says is recorded, and what turns the end of a woven method into an event.
 *
 * <p>Entry types: {@link dev.zerobus.agent.method.MethodRules} reads rules, {@link dev.zerobus.agent.method.MethodEvents} has
 * the function that each woven method calls.
 *
 * <p>Threads: rules and records are immutable; {@code MethodEvents} is safe from any thread.
 */
@NullMarked
package dev.zerobus.agent.method;

import org.jspecify.annotations.NullMarked;

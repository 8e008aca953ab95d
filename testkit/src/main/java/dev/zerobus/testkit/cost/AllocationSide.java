// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import org.jspecify.annotations.Nullable;

/**
 * One of the ways of logging that are compared.
 *
 * @param name one word
 * @param settle waits until nothing of what was logged is under way, so that the next burst finds room
 * @param behind the thread that the framework hands events to; null if the appender runs on the caller's
 */
public record AllocationSide(
        String name, Runnable settle, @Nullable Thread behind) {}

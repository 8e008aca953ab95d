// SPDX-License-Identifier: Apache-2.0
/**
 * How the client says something about itself: never through the loggers that it serves.
 *
 * <p>Entry types: {@link dev.zerobus.core.status.StatusChannel}; {@link dev.zerobus.core.status.StandardErrorStatus} is
 * the one for applications without a framework's channel, {@link dev.zerobus.core.status.RateLimitedStatus} limits
 * another one's rate.
 *
 * <p>Threads: everything here is safe from any thread and never throws.
 */
@NullMarked
package dev.zerobus.core.status;

import org.jspecify.annotations.NullMarked;

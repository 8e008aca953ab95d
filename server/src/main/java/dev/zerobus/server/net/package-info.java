// SPDX-License-Identifier: Apache-2.0
/**
 * The TCP connections below gRPC, for faults on purpose: a handler at the network's end of each connection that can reset it, or
 * let nothing through.
 *
 * <p>Entry type: {@link dev.zerobus.server.net.Gates}, safe from any thread. A {@code Gate} is owned by its connection's event loop.
 * Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.net;

import org.jspecify.annotations.NullMarked;

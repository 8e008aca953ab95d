// SPDX-License-Identifier: Apache-2.0
/**
 * What gRPC and plain HTTP have in common on the way out: proxies by environment, trusted certificates, loopback.
 *
 * <p>Entry types: {@link dev.zerobus.core.net.ProxyRules} and {@link dev.zerobus.core.net.HttpCalls}. Everything here is
 * immutable and safe from any thread; {@code HttpCalls} blocks and belongs on the house thread. Nothing is null unless it
 * says so.
 */
@NullMarked
package dev.zerobus.core.net;

import org.jspecify.annotations.NullMarked;

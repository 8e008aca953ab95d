// SPDX-License-Identifier: Apache-2.0
/**
 * A TCP proxy that breaks connections on purpose, between a client and a server that know nothing of it.
 *
 * <pre>
 *   client ---TO_SERVER---&gt; +------------+ ---&gt; server
 *          &lt;--TO_CLIENT---- | FaultProxy | &lt;---
 *                           +------------+
 * </pre>
 *
 * <p>Where it can be counted it is: so many bytes until a cut, this byte flipped. Entry type: {@link
 * dev.zerobus.testkit.proxy.FaultProxy}, safe from any thread; sockets are owned by its one thread {@code fault-proxy}. Nothing
 * is null unless it says so.
 */
@NullMarked
package dev.zerobus.testkit.proxy;

import org.jspecify.annotations.NullMarked;

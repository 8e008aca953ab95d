// SPDX-License-Identifier: Apache-2.0
/**
 * What talks to the network, put together from the configuration: streams, tokens, schemas, proxies and certificates. Used
 * by the client, and by the check of a configuration, so that both go the same way.
 *
 * <p>Entry type: {@link dev.zerobus.core.connect.Connections}. Thread rule: immutable or safe from any thread; what is made
 * here blocks only on the house thread.
 */
@NullMarked
package dev.zerobus.core.connect;

import org.jspecify.annotations.NullMarked;

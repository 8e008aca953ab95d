// SPDX-License-Identifier: Apache-2.0
/**
 * The server's own certificate, for TLS without any preparation.
 *
 * <p>Entry type: {@link dev.zerobus.server.tls.ServerTls}, immutable and safe from any thread. Nothing is null unless it
 * says so.
 */
@NullMarked
package dev.zerobus.server.tls;

import org.jspecify.annotations.NullMarked;

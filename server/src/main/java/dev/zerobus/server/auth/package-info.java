// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what: principals and their grants from a file, tokens in memory, and the questions the server asks.
 *
 * <p>Entry type: {@link dev.zerobus.server.auth.AccessControl}. Safe from any thread. Secrets and tokens are never part of
 * a message or a {@code toString}. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.auth;

import org.jspecify.annotations.NullMarked;

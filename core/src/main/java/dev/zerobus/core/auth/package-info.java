// SPDX-License-Identifier: Apache-2.0
/**
 * Access tokens: OAuth client credentials, one token for each table's streams and one for reading metadata, cached.
 *
 * <p>Entry type: {@link dev.zerobus.core.auth.TokenSource}. Safe from any thread; fetching blocks and belongs on the house
 * thread. Nothing is null unless it says so; secrets are in no message and no {@code toString}.
 */
@NullMarked
package dev.zerobus.core.auth;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP side of the server: the OAuth token endpoint, the Unity Catalog look-up of tables, and a status for humans and
 * scripts.
 *
 * <p>Entry type: {@link dev.zerobus.server.http.HttpEndpoint}. Requests are handled by a few threads named
 * {@code zerobus-http-<n>}; handlers are stateless. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.http;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The server in JUnit tests.
 *
 * <p>Entry type: {@link dev.zerobus.server.junit.ZerobusServerExtension}. It needs {@code junit-jupiter-api}, which the server
 * itself does not bring along. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.junit;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The client's own threads, and how they are told from the application's.
 *
 * <p>Entry type: {@link dev.zerobus.core.thread.OwnThread}. Everything here is safe from any thread.
 */
@NullMarked
package dev.zerobus.core.thread;

import org.jspecify.annotations.NullMarked;

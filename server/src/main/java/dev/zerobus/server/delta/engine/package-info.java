// SPDX-License-Identifier: Apache-2.0
/**
 * Delta Kernel on a local disk that is to be believed: nothing is there before it is forced, and a commit is there as a whole
 * or not at all.
 *
 * <p>Entry type: {@link dev.zerobus.server.delta.engine.DeltaEngine}. Everything here is safe from any thread; a stream belongs
 * to the thread that opened it.
 */
@NullMarked
package dev.zerobus.server.delta.engine;

import org.jspecify.annotations.NullMarked;

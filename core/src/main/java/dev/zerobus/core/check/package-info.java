// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a configuration works, tried step by step before anything depends on it.
 *
 * <p>Entry type: {@link dev.zerobus.core.check.ConnectivityCheck}. Thread rule: a run is owned by its calling thread; each
 * step runs on a thread of its own, which is left behind if the step does not end in time.
 */
@NullMarked
package dev.zerobus.core.check;

import org.jspecify.annotations.NullMarked;

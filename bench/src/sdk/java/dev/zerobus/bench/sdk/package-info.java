// SPDX-License-Identifier: Apache-2.0
/**
 * The service's own SDK as a peer of the benchmark {@code end-to-end}: {@link dev.zerobus.bench.sdk.OfficialSdkClient} is its
 * program. Compiled only with the profile {@code official-sdk}. Everything here belongs to the program's one thread.
 */
@NullMarked
package dev.zerobus.bench.sdk;

import org.jspecify.annotations.NullMarked;

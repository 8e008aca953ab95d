// SPDX-License-Identifier: Apache-2.0
/**
 * A shop that knows nothing of Zerobus but {@link dev.zerobus.api.Events}, and logs through {@code java.util.logging}:
 * {@link dev.zerobus.samples.shop.ShopMain} opens and closes it. Its class path is this and the jar of the API. Without the
 * agent its events go nowhere; with it, events and logs become rows.
 *
 * <p>Threads: each clerk is one; the main thread listens to standard input.
 */
@NullMarked
package dev.zerobus.samples.shop;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The small API of an application that emits events, and of what listens to them. Entry type:
 * {@link dev.zerobus.api.Events}. Nothing here throws into the application, and nothing here depends on anything but the
 * JDK.
 *
 * <p>Threads: {@code Events} is safe from any thread; a builder or writer is owned by the thread that began it, until it is
 * emitted or discarded.
 *
 * <pre>
 *   Events.event("order_placed") --&gt; EventBuilder --put--&gt; EventWriter --emit--&gt; accepted?
 *            |                                               ^
 *            +------------- EventSink.begin -----------------+        nothing attached: no writer, no work
 * </pre>
 */
package dev.zerobus.api;

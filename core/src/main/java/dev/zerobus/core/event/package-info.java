// SPDX-License-Identifier: Apache-2.0
/**
 * Writing an event as bytes of {@code event.proto} on the thread that raises it. Entry type:
 * {@link dev.zerobus.core.event.DraftPool}, which lends an {@link dev.zerobus.core.event.EventDraft}.
 *
 * <p>Threads: the pool and the clock are safe from any thread; a draft is owned by one thread from {@code begin} to
 * {@code emit} or {@code discard}. There is no lock and no thread-local, so virtual threads are welcome, and no allocation
 * in the steady state for primitives and texts.
 *
 * <pre>
 *   DraftPool.begin --&gt; EventDraft --put, message, ...--&gt; bytes --emit--&gt; DraftSink --&gt; EventRing of a lane
 *        ^                                                            |
 *        +------------------------- given back -----------------------+
 * </pre>
 */
@NullMarked
package dev.zerobus.core.event;

import org.jspecify.annotations.NullMarked;

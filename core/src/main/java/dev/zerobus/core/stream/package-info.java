// SPDX-License-Identifier: Apache-2.0
/**
 * One lane's stream to the service: opening, sending, acknowledgements, failures, reconnecting.
 *
 * <p>Entry type: {@link dev.zerobus.core.stream.StreamSession}, made by a {@link dev.zerobus.core.stream.SessionFactory}.
 * A session is owned by one thread, the lane's drain. Everything that happens on another thread (gRPC callbacks, fetched
 * tokens) goes through the mailbox, which wakes the drain; decisions are made by a pure machine that sees neither gRPC nor a
 * clock:
 *
 * <pre>
 *   drain thread                                            gRPC transport threads, house thread
 *   ------------                                            ------------------------------------
 *   StreamSession.poll(now) &lt;--- Mailbox (bounded) &lt;-------- response headers, messages, end of the call, token
 *        |                          \---- wakeup -----------&gt; unparks the drain
 *        v
 *   StreamMachine (pure) ---&gt; SessionListener: opened, acked, lost, rejected, schemaRejected
 *        |
 *        v
 *   StreamTransport: start, create, send, cancel
 * </pre>
 *
 * <p>Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.core.stream;

import org.jspecify.annotations.NullMarked;

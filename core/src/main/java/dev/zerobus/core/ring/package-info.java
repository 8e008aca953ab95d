// SPDX-License-Identifier: Apache-2.0
/**
 * The memory of a lane: events as bytes, from the moment a caller writes them until the service has made them durable.
 * Entry type: {@link dev.zerobus.core.ring.EventRing}.
 *
 * <p>Threads: any number of application threads call {@code offer}; one drain thread owns the reader. They meet in two
 * places only: a producer publishes the head chunk of its record, and the drain moves the acked cursor.
 *
 * <pre>
 *   application threads                                                    drain thread of the lane
 *   -------------------                                                    ------------------------
 *   EventRing.offer                                                        RingReader
 *     claim   (CAS on the cursor)                                            next      sent  -&gt;
 *     copy    (header, bytes)                                                rewindTo  sent  &lt;-  (resend)
 *     publish (flag of the head chunk)                                       release   acked -&gt;  (room is given back)
 *
 *             acked               sent                published          cursor
 *               |                   |                     |                |
 *   --- free ---+---- in flight ----+------ queued -------+-- being copied-+--- free ---
 *               |                                                          |
 *               +--------- never more than the capacity of the ring -------+
 * </pre>
 *
 * <p>Positions count chunks from the start of the ring's life and never come back, so they are never ambiguous.
 */
@NullMarked
package dev.zerobus.core.ring;

import org.jspecify.annotations.NullMarked;

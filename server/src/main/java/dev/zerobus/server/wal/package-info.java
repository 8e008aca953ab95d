// SPDX-License-Identifier: Apache-2.0
/**
 * The write-ahead log: what has been acknowledged and is not in its Delta table yet.
 *
 * <pre>
 *   ingest threads                          zerobus-wal (one thread)                         materialiser
 *   --------------                          ------------------------                         ------------
 *   append: encode, CRC  --CommitQueue-->   take all, write, one force  --durablePosition--> read from files
 *                        (bounded bytes)            |                                        release: delete segments
 *   CommitListener.durable(ticket)  &lt;---------------+  only after the force
 * </pre>
 *
 * <p>There is no linger: while the disk is busy with one force, the next batch gathers in the queue. A write or force that
 * fails is final for this log: nothing is acknowledged any more until the server is started again.
 *
 * <p>Entry type: {@link dev.zerobus.server.wal.Wal}. The file format is drawn in {@code SegmentLayout}
 * and {@code FrameLayout}. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server.wal;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Lanes: from the ring of one target table to its stream, and back to free room.
 *
 * <p>Entry type: {@link dev.zerobus.core.lane.Lane}. Nothing is null unless marked so.
 *
 * <pre>
 *   application threads                        zerobus-drain-&lt;lane&gt;                          other threads
 *   -------------------                        --------------------                          -------------
 *   Lane.offer                                 DrainRunner: sleep, step, end
 *     Admission: take, shed, wait or refuse      Drain.runOnce
 *        |                                         session.poll  --- acked ---&gt; Delivery: release room
 *        v                                                       --- lost ----&gt; rewind to acked
 *   EventRing  | acked | in flight | queued |                    -- rejected -&gt; Bisection
 *                  ^         ^ LaneCursor          SchemaKeeper  &lt;--- mailbox ----------------- house thread
 *                  |         |                     Gatherer: event --RowEncoder--&gt; PendingBatch
 *                  |         |                     Delivery.send: PendingBatch --&gt; session, InFlightWindow
 *   Lane.flush --- FlushBoard --- released ------- publish
 * </pre>
 *
 * <p>Producers never wake the drain; {@link dev.zerobus.core.lane.Lane#flush}, {@code close}, the transport and the house
 * thread do. Classes say whose they are: those of the drain thread have no locks and no volatile fields; {@code FlushBoard},
 * {@code LaneTally}, {@code DrainRunner} and the mailbox of {@code SchemaKeeper} are where threads meet.
 *
 * <p>Session, {@code Gatherer}, {@code PendingBatch} and {@code Delivery} are those of one stream, together a {@code LaneStream}.
 * A lane has one of them, or under load several if it may: {@code Dealer} then deals the events of the one queue out by their
 * order key, {@code LaneStreams} sends by each and gives back the room of what all have settled, {@code Rescaling} changes
 * their number.
 *
 * <p>Ring and disk are the two ends of one queue: {@code SpillDesk} copies the ring's oldest events to the {@code OldEnd},
 * {@code LaneCursor} reads what only that has from there, and positions and numbers stay what they were. An event leaves the
 * queue in order only: acknowledged, set aside ({@link dev.zerobus.core.lane.SetAside}), or lost on disk; with several streams
 * what is acknowledged behind one that is not is counted as such at once. So at any quiet moment
 * {@code accepted = acked + queued + spilled + in flight + set aside + lost on disk}.
 */
@NullMarked
package dev.zerobus.core.lane;

import org.jspecify.annotations.NullMarked;

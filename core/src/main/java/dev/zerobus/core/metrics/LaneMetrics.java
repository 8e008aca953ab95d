// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

/**
 * What happens to the events of one lane, in words of the domain.
 *
 * <p>Safe from any thread; no method throws, blocks or allocates in the steady state. The methods say which thread
 * reports. An event is counted once as accepted, and once more when it is settled: as acked, as set aside or as lost on
 * disk, never as two of them. That is what lets the books be checked: see {@link LaneSnapshot#balances()}.
 */
public interface LaneMetrics {

    /**
     * Returns an implementation that counts nothing.
     *
     * @return always the same one
     */
    static LaneMetrics none() {
        return NoMetrics.INSTANCE;
    }

    /**
     * An event is in the ring. Reported by application threads.
     *
     * @param bytes its size in the ring
     */
    void accepted(int bytes);

    /**
     * An event was refused. Reported by application threads.
     *
     * @param reason why
     */
    void dropped(DropReason reason);

    /**
     * An event has a field for which the table has no column, and no catch-all column either. Reported by the drain.
     *
     * @param name the field's name; only a bounded number of names is counted one by one, the rest together
     */
    void unknownField(String name);

    /** An event became a row in the batch being built. Reported by the drain, again for every resend. */
    void rowSent();

    /**
     * A batch was handed to the stream. Reported by the drain, again for every resend.
     *
     * @param records rows in it
     * @param bytes its size on the wire
     */
    void batchSent(int records, int bytes);

    /**
     * Rows are durable at the service, and their room is given back. Reported by the drain, once for each row.
     *
     * @param records how many
     */
    void acked(long records);

    /**
     * How long a batch waited for its ack. Reported by the drain, once for each acked batch.
     *
     * @param nanos from handing it to the stream to the ack, in nanoseconds
     */
    void ackLatency(long nanos);

    /**
     * Rows must be sent again, because their stream is gone. Reported by the drain.
     *
     * @param records how many
     */
    void resent(long records);

    /**
     * An event will not become a row. Reported by the drain, once for each event, when its room is given back.
     *
     * @param reason why
     */
    void setAside(SetAsideReason reason);

    /**
     * Where the drain stands in the lane's queue, counted in events since the start. What lies between {@code released} and
     * {@code read} is in flight; behind it, what lies before {@code inRing} is on disk only, and the rest of what was
     * accepted is queued in the ring. Reported by the drain after it moved.
     *
     * @param read events that the drain has passed; falls back when all of it is sent again
     * @param released events that are settled: durable at the service, set aside or lost on disk
     * @param inRing events that the ring does not have any more
     */
    void position(long read, long released, long inRing);

    /**
     * Events that were on disk can not be read back, because it was damaged. Reported by the drain, once for each event,
     * when it passes their place for good.
     *
     * @param events how many
     */
    void lostOnDisk(long events);

    /**
     * How the lane's place on disk is. Reported by the drain when it has changed.
     *
     * @param state one word
     * @param bytes what its files take
     * @param segments how many files
     * @param sealedUpTo events with lower numbers survive the end of the process
     * @param forcedUpTo events with lower numbers survive a power cut as well
     */
    void disk(String state, long bytes, int segments, long sealedUpTo, long forcedUpTo);

    /** An ack went backwards, or beyond what was sent, and was ignored. Reported by the drain. */
    void ackIgnored();

    /**
     * A request was ready to go and waited, as its stream may not take more in a second. Reported by the drain.
     *
     * @param nanos how long, in nanoseconds
     */
    void throttled(long nanos);

    /**
     * The lane sends by so many streams now. Reported by the drain.
     *
     * @param count how many
     */
    void streams(int count);

    /** Events were dealt out anew to another number of streams. Reported by the drain. */
    void rescaled();

    /** A stream is open. Reported by the drain. */
    void streamOpened();

    /** A stream was lost. Reported by the drain. */
    void streamLost();

    /** The service announced that it will close the stream. Reported by the drain. */
    void closeSignalled();

    /** The table's schema was fetched. Reported by the drain or the house thread. */
    void schemaFetched();

    /** The table is looked at again on a mere suspicion that it may have changed. Reported by the drain. */
    void schemaRechecked();

    /** The table's schema could not be fetched. Reported by the drain or the house thread. */
    void schemaFailed();

    /**
     * The lane's stream changed its state. Reported by the drain.
     *
     * @param state the new state's name
     * @param why what brought it there, one line
     */
    void stateChanged(String state, String why);

    /**
     * How many events were accepted and are not settled yet, for messages. May be asked by any thread.
     *
     * @return events; -1 if nobody counts
     */
    default long waiting() {
        return -1;
    }
}

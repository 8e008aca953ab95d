// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Map;

/** What JMX shows of a lane, as {@code dev.zerobus:type=Lane,name=<lane>}. Safe from any thread. */
public interface LaneMXBean {

    /**
     * Shows the table.
     *
     * @return its full name
     */
    String getTable();

    /**
     * Shows the state of the lane's stream and why it is in it.
     *
     * @return state and reason
     */
    String getState();

    /**
     * Shows what was taken into the ring.
     *
     * @return events since the start
     */
    long getAccepted();

    /**
     * Shows what is durable at the service.
     *
     * @return rows since the start
     */
    long getAcked();

    /**
     * Shows what waits in the ring.
     *
     * @return events now
     */
    long getQueued();

    /**
     * Shows what was sent and is not acked.
     *
     * @return events now
     */
    long getInFlight();

    /**
     * Shows refusals by reason.
     *
     * @return events since the start; reasons without any are left out
     */
    Map<String, Long> getDropped();

    /**
     * Shows events set aside by reason.
     *
     * @return events since the start; reasons without any are left out
     */
    Map<String, Long> getSetAside();

    /**
     * Shows fields without a column, by name.
     *
     * @return fields since the start
     */
    Map<String, Long> getUnknownFields();

    /**
     * Shows what had to be sent again.
     *
     * @return rows since the start
     */
    long getResent();

    /**
     * Shows batches handed to a stream.
     *
     * @return batches since the start, resends counted again
     */
    long getBatchesSent();

    /**
     * Shows bytes handed to a stream.
     *
     * @return bytes since the start, resends counted again
     */
    long getBytesSent();

    /**
     * Shows how long an ack takes: the median.
     *
     * @return milliseconds
     */
    double getAckLatencyP50Millis();

    /**
     * Shows how long an ack takes: 99 of 100 are faster.
     *
     * @return milliseconds
     */
    double getAckLatencyP99Millis();

    /**
     * Shows how long requests waited that were ready to go, as a stream may take only so much in a second.
     *
     * @return milliseconds since the start; of several streams the sum
     */
    double getThrottledMillis();

    /**
     * Shows how many streams the lane sends by.
     *
     * @return streams now
     */
    int getStreams();

    /**
     * Shows how often the number of streams was changed.
     *
     * @return changes since the start
     */
    long getRescalings();

    /**
     * Shows how many streams were opened.
     *
     * @return streams since the start
     */
    long getStreamsOpened();

    /**
     * Shows how many streams were lost.
     *
     * @return streams since the start
     */
    long getStreamsLost();

    /**
     * Shows how many bytes were accepted.
     *
     * @return bytes since the start, as encoded in the ring
     */
    long getAcceptedBytes();

    /**
     * Shows how many rows were sent, resends included.
     *
     * @return rows since the start
     */
    long getRowsSent();

    /**
     * Shows how many acks made no sense and were ignored: backwards, or beyond what was sent.
     *
     * @return acks since the start
     */
    long getAcksIgnored();

    /**
     * Shows how often the service asked to move to another stream.
     *
     * @return close signals since the start
     */
    long getCloseSignals();

    /**
     * Shows how often the table's schema was fetched.
     *
     * @return fetches since the start
     */
    long getSchemasFetched();

    /**
     * Shows how often the table was looked at again because it may have changed.
     *
     * @return looks since the start
     */
    long getSchemaRechecks();

    /**
     * Shows how often fetching the table's schema failed.
     *
     * @return failures since the start
     */
    long getSchemasFailed();

    /**
     * Tells whether every accepted event is accounted for; exact when the lane is at rest.
     *
     * @return whether the books balance
     */
    boolean isBalanced();

    /**
     * Shows what is on disk only and waits.
     *
     * @return events now
     */
    long getSpilled();

    /**
     * Shows how the lane's place on disk is.
     *
     * @return one word; empty if nothing went there yet
     */
    String getDiskState();

    /**
     * Shows what the lane's files on disk take.
     *
     * @return bytes now
     */
    long getDiskBytes();

    /**
     * Shows how many files the lane has on disk.
     *
     * @return files now
     */
    int getDiskSegments();

    /**
     * Shows how far the end of the process loses nothing.
     *
     * @return a sequence number: lower ones are on disk, or settled
     */
    long getSealedUpTo();

    /**
     * Shows how far a power cut loses nothing.
     *
     * @return a sequence number
     */
    long getForcedUpTo();

    /**
     * Shows rows of earlier processes' events that are durable at the service now.
     *
     * @return rows since the start
     */
    long getReplayed();

    /**
     * Shows events of earlier processes that became no row.
     *
     * @return events since the start
     */
    long getReplaySetAside();

    /**
     * Shows events of earlier processes that could not be read back.
     *
     * @return events since the start
     */
    long getReplayLost();
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.time.Duration;

/** Times and bounds of a session. Immutable; made by {@link StreamSettingsBuilder}. */
public final class StreamSettings {

    final long openTimeoutNanos;
    final long ackTimeoutNanos;
    final long backoffMinNanos;
    final long backoffMaxNanos;
    final long blockedRetryMinNanos;
    final long blockedRetryMaxNanos;
    final long closeSignalMaxWaitNanos;
    final long keepaliveTimeNanos;
    final long keepaliveTimeoutNanos;
    final long maxInFlightBytes;
    final int maxInFlightRequests;
    final int readyThresholdBytes;
    final int maxMessageBytes;

    StreamSettings(StreamSettingsBuilder from) {
        openTimeoutNanos = from.openTimeout.toNanos();
        ackTimeoutNanos = from.ackTimeout.toNanos();
        backoffMinNanos = from.backoffMin.toNanos();
        backoffMaxNanos = from.backoffMax.toNanos();
        blockedRetryMinNanos = from.blockedRetryMin.toNanos();
        blockedRetryMaxNanos = from.blockedRetryMax.toNanos();
        closeSignalMaxWaitNanos = from.closeSignalMaxWait.toNanos();
        keepaliveTimeNanos = from.keepaliveTime.toNanos();
        keepaliveTimeoutNanos = from.keepaliveTimeout.toNanos();
        maxInFlightBytes = from.maxInFlightBytes;
        maxInFlightRequests = from.maxInFlightRequests;
        readyThresholdBytes = from.readyThresholdBytes;
        maxMessageBytes = from.maxMessageBytes;
    }

    /**
     * Returns the settings that fit most.
     *
     * @return all defaults
     */
    public static StreamSettings defaults() {
        return builder().build();
    }

    /**
     * Begins settings, with all defaults.
     *
     * @return a builder
     */
    public static StreamSettingsBuilder builder() {
        return new StreamSettingsBuilder();
    }

    /**
     * Returns how long the token, connection, response headers and creation of a stream may take together.
     *
     * @return the time for one attempt
     * @see StreamSettingsBuilder#openTimeout
     */
    public Duration openTimeout() {
        return Duration.ofNanos(openTimeoutNanos);
    }

    /**
     * Returns after how long without progress of the oldest unacknowledged request a stream counts as dead.
     *
     * @return the time
     * @see StreamSettingsBuilder#ackTimeout
     */
    public Duration ackTimeout() {
        return Duration.ofNanos(ackTimeoutNanos);
    }

    /**
     * Returns the bound of the first reconnect's delay.
     *
     * @return the time; the delay is drawn between 0 and this
     * @see StreamSettingsBuilder#backoff
     */
    public Duration backoffMin() {
        return Duration.ofNanos(backoffMinNanos);
    }

    /**
     * Returns the bound of every reconnect's delay.
     *
     * @return the time
     * @see StreamSettingsBuilder#backoff
     */
    public Duration backoffMax() {
        return Duration.ofNanos(backoffMaxNanos);
    }

    /**
     * Returns the shortest delay between attempts while blocked.
     *
     * @return the time
     * @see StreamSettingsBuilder#blockedRetry
     */
    public Duration blockedRetryMin() {
        return Duration.ofNanos(blockedRetryMinNanos);
    }

    /**
     * Returns the longest delay between attempts while blocked.
     *
     * @return the time
     * @see StreamSettingsBuilder#blockedRetry
     */
    public Duration blockedRetryMax() {
        return Duration.ofNanos(blockedRetryMaxNanos);
    }

    /**
     * Returns how long acknowledgements are awaited after a close signal, however long the service would wait.
     *
     * @return the time
     * @see StreamSettingsBuilder#closeSignalMaxWait
     */
    public Duration closeSignalMaxWait() {
        return Duration.ofNanos(closeSignalMaxWaitNanos);
    }

    /**
     * Returns after how long without traffic a connection is probed.
     *
     * @return the time
     * @see StreamSettingsBuilder#keepalive
     */
    public Duration keepaliveTime() {
        return Duration.ofNanos(keepaliveTimeNanos);
    }

    /**
     * Returns how long the answer to a probe may take.
     *
     * @return the time
     * @see StreamSettingsBuilder#keepalive
     */
    public Duration keepaliveTimeout() {
        return Duration.ofNanos(keepaliveTimeoutNanos);
    }

    /**
     * Returns how many bytes may be sent and unacknowledged.
     *
     * @return the bound in bytes
     * @see StreamSettingsBuilder#maxInFlightBytes
     */
    public long maxInFlightBytes() {
        return maxInFlightBytes;
    }

    /**
     * Returns how many requests may be sent and unacknowledged.
     *
     * @return the bound
     * @see StreamSettingsBuilder#maxInFlightRequests
     */
    public int maxInFlightRequests() {
        return maxInFlightRequests;
    }

    /**
     * Returns how many bytes may wait inside gRPC before the stream is not ready.
     *
     * @return the threshold in bytes
     * @see StreamSettingsBuilder#readyThresholdBytes
     */
    public int readyThresholdBytes() {
        return readyThresholdBytes;
    }

    /**
     * Returns how large one message from the service may be.
     *
     * @return the bound in bytes
     * @see StreamSettingsBuilder#maxMessageBytes
     */
    public int maxMessageBytes() {
        return maxMessageBytes;
    }
}

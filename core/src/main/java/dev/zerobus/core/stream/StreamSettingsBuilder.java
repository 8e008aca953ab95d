// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.time.Duration;

/**
 * Builds {@link StreamSettings}. Each setter checks its own range, {@link #build} what concerns two of them. Not safe from
 * many threads.
 */
public final class StreamSettingsBuilder {

    /** Default of {@link #openTimeout}: 15 s. */
    public static final Duration DEFAULT_OPEN_TIMEOUT = Duration.ofSeconds(15);

    /** Default of {@link #ackTimeout}: 60 s, as in the public SDK. */
    public static final Duration DEFAULT_ACK_TIMEOUT = Duration.ofSeconds(60);

    /** Default of {@link #backoff}'s lower bound: 100 ms. */
    public static final Duration DEFAULT_BACKOFF_MIN = Duration.ofMillis(100);

    /** Default of {@link #backoff}'s upper bound: 30 s. */
    public static final Duration DEFAULT_BACKOFF_MAX = Duration.ofSeconds(30);

    /** Default of {@link #blockedRetry}'s lower bound: 60 s. */
    public static final Duration DEFAULT_BLOCKED_RETRY_MIN = Duration.ofSeconds(60);

    /** Default of {@link #blockedRetry}'s upper bound: 5 min. */
    public static final Duration DEFAULT_BLOCKED_RETRY_MAX = Duration.ofMinutes(5);

    /** Default of {@link #closeSignalMaxWait}: 30 s. */
    public static final Duration DEFAULT_CLOSE_SIGNAL_MAX_WAIT = Duration.ofSeconds(30);

    /** Default of {@link #keepalive}'s time: 30 s. */
    public static final Duration DEFAULT_KEEPALIVE_TIME = Duration.ofSeconds(30);

    /** Default of {@link #keepalive}'s timeout: 10 s. */
    public static final Duration DEFAULT_KEEPALIVE_TIMEOUT = Duration.ofSeconds(10);

    /** Default of {@link #maxInFlightBytes}: {@value} bytes (64 MiB). */
    public static final long DEFAULT_MAX_IN_FLIGHT_BYTES = 64L << 20;

    /** Default of {@link #maxInFlightRequests}: {@value}. */
    public static final int DEFAULT_MAX_IN_FLIGHT_REQUESTS = 4_096;

    /** Default of {@link #readyThresholdBytes}: {@value} bytes (1 MiB). */
    public static final int DEFAULT_READY_THRESHOLD_BYTES = 1 << 20;

    /** Default of {@link #maxMessageBytes}: {@value} bytes (16 MiB). */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 16 << 20;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    Duration openTimeout = DEFAULT_OPEN_TIMEOUT;
    Duration ackTimeout = DEFAULT_ACK_TIMEOUT;
    Duration backoffMin = DEFAULT_BACKOFF_MIN;
    Duration backoffMax = DEFAULT_BACKOFF_MAX;
    Duration blockedRetryMin = DEFAULT_BLOCKED_RETRY_MIN;
    Duration blockedRetryMax = DEFAULT_BLOCKED_RETRY_MAX;
    Duration closeSignalMaxWait = DEFAULT_CLOSE_SIGNAL_MAX_WAIT;
    Duration keepaliveTime = DEFAULT_KEEPALIVE_TIME;
    Duration keepaliveTimeout = DEFAULT_KEEPALIVE_TIMEOUT;
    long maxInFlightBytes = DEFAULT_MAX_IN_FLIGHT_BYTES;
    int maxInFlightRequests = DEFAULT_MAX_IN_FLIGHT_REQUESTS;
    int readyThresholdBytes = DEFAULT_READY_THRESHOLD_BYTES;
    int maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES;

    StreamSettingsBuilder() {}

    /**
     * Bounds one attempt to open a stream: token, connection, response headers and creation together.
     *
     * @param value 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder openTimeout(Duration value) {
        openTimeout = inRange("openTimeout", value, SHORTEST);
        return this;
    }

    /**
     * Sets after how long a stream counts as dead when its oldest unacknowledged request makes no progress.
     *
     * @param value 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder ackTimeout(Duration value) {
        ackTimeout = inRange("ackTimeout", value, SHORTEST);
        return this;
    }

    /**
     * Sets the bounds of the delay between attempts: the n-th delay is drawn between 0 and {@code min * 2^n}, never above
     * {@code max}.
     *
     * @param min 1 ms to 1 day
     * @param max {@code min} to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder backoff(Duration min, Duration max) {
        backoffMin = inRange("backoff.min", min, SHORTEST);
        backoffMax = inRange("backoff.max", max, min);
        return this;
    }

    /**
     * Sets the bounds of the delay between attempts while somebody has to repair something.
     *
     * @param min 1 ms to 1 day
     * @param max {@code min} to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder blockedRetry(Duration min, Duration max) {
        blockedRetryMin = inRange("blockedRetry.min", min, SHORTEST);
        blockedRetryMax = inRange("blockedRetry.max", max, min);
        return this;
    }

    /**
     * Bounds the pause after a close signal: what is unacknowledged then is sent again on the next stream.
     *
     * @param value 0 (move on at once) to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder closeSignalMaxWait(Duration value) {
        closeSignalMaxWait = inRange("closeSignalMaxWait", value, Duration.ZERO);
        return this;
    }

    /**
     * Sets HTTP/2 keepalive: a dead connection is found after the sum of both at the latest.
     *
     * @param time how long without traffic before a probe, 1 s to 1 day
     * @param timeout how long the answer may take, 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder keepalive(Duration time, Duration timeout) {
        keepaliveTime = inRange("keepalive.time", time, Duration.ofSeconds(1));
        keepaliveTimeout = inRange("keepalive.timeout", timeout, SHORTEST);
        return this;
    }

    /**
     * Bounds the bytes that are sent and unacknowledged.
     *
     * @param value 1 to 16 GiB
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder maxInFlightBytes(long value) {
        maxInFlightBytes = inRange("maxInFlightBytes", value, 1, 16L << 30);
        return this;
    }

    /**
     * Bounds the requests that are sent and unacknowledged.
     *
     * @param value 1 to 1,048,576
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder maxInFlightRequests(int value) {
        maxInFlightRequests = (int) inRange("maxInFlightRequests", value, 1, 1 << 20);
        return this;
    }

    /**
     * Sets how many bytes may wait inside gRPC before the stream is not ready. Smaller costs throughput, larger costs memory.
     *
     * @param value 1 to 64 MiB
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder readyThresholdBytes(int value) {
        readyThresholdBytes = (int) inRange("readyThresholdBytes", value, 1, 64 << 20);
        return this;
    }

    /**
     * Bounds one message from the service. How large a request may be is the lane's to decide, and the service's to refuse.
     *
     * @param value 64 KiB to 1 GiB
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public StreamSettingsBuilder maxMessageBytes(int value) {
        maxMessageBytes = (int) inRange("maxMessageBytes", value, 64 << 10, 1 << 30);
        return this;
    }

    /**
     * Makes the settings. The builder may be used again.
     *
     * @return the settings
     */
    public StreamSettings build() {
        return new StreamSettings(this);
    }

    private static Duration inRange(String name, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ": " + min + " to " + LONGEST + " is allowed");
        }
        return value;
    }

    private static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ": " + min + " to " + max + " is allowed");
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/**
 * What listens to {@code Events}: the client of {@code zerobus-core}, the agent, or a test.
 *
 * <p>Called on the application's threads, from many at once. No method throws.
 */
public interface EventSink {

    /**
     * Begins an event.
     *
     * @param event what happened, such as {@code order_placed}
     * @return a writer owned by the calling thread, or null if the sink refuses the event (it has counted why)
     */
    EventWriter begin(String event);

    /**
     * Waits until everything accepted before this call is durable at the service.
     *
     * @param timeoutNanos how long to wait at most, in nanoseconds
     * @return whether it is; false when the time was not enough
     */
    boolean flush(long timeoutNanos);
}

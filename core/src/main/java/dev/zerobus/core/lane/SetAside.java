// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.stream.StreamFailure;
import org.jspecify.annotations.Nullable;

/**
 * Takes accepted events that can not become rows: the place where dead letters go. The lane has counted the event; its
 * room in the ring is given back afterwards. Called on the drain thread, at most once for each event; what it throws is
 * caught and said, and the event stays counted as set aside.
 */
public interface SetAside {

    /**
     * Takes an event.
     *
     * @param event one event; valid, with its bytes, until this returns
     */
    void setAside(Event event);

    /** The event, and why it is set aside. Owned by the drain thread, reused. */
    interface Event {

        /**
         * Returns the array that has the event.
         *
         * @return an array with {@code event.proto} bytes, not to be written to
         */
        byte[] bytes();

        /**
         * Returns where the event begins.
         *
         * @return index in {@link #bytes}
         */
        int offset();

        /**
         * Returns how long the event is.
         *
         * @return bytes
         */
        int length();

        /**
         * Returns its number in the lane, which no row will have.
         *
         * @return the sequence number
         */
        long seq();

        /**
         * Returns why.
         *
         * @return the reason
         */
        SetAsideReason reason();

        /**
         * Returns what is wrong with which column.
         *
         * @return the column's name, empty if no column is to blame
         */
        String column();

        /**
         * Returns the reason in words.
         *
         * @return what is wrong, for people; a rejection's status code and text
         */
        String text();

        /**
         * Returns what the service said.
         *
         * @return its answer to the record; null if the service never saw it
         */
        @Nullable
        StreamFailure failure();
    }
}

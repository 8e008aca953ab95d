// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * Gives the ring room when it is nearly full and the service does not: the place where spilling to disk plugs in. Called
 * on the drain thread, only while nothing is in flight, with the oldest events; what was taken leaves the ring, in order,
 * and stays on the lane's books as moved. May do I/O.
 */
public interface RoomGiver {

    /** Gives no room: the overflow policy alone decides. */
    RoomGiver NONE = oldest -> {};

    /**
     * May take some of the oldest events.
     *
     * @param oldest the events, valid until this returns
     */
    void giveRoom(OldestEvents oldest);

    /** Walks from the oldest event towards the newest. Owned by the drain thread. */
    interface OldestEvents {

        /**
         * Moves to the next event.
         *
         * @return whether there is one
         */
        boolean next();

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
         * Returns its number in the lane.
         *
         * @return the sequence number that its row must have
         */
        long seq();

        /** Everything up to and with this event is safe elsewhere: the ring may forget it. */
        void taken();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/** How large an event and its parts may be. Immutable; the withers check their argument and answer a copy. */
public final class EventLimits {

    /** The smallest that the largest event may be: {@value} bytes. */
    public static final int MIN_EVENT_BYTES = 512;

    /** The largest that the largest event may be: {@value} bytes. */
    public static final int MAX_EVENT_BYTES = (1 << 28) - 1;

    /** The deepest nesting that may be chosen: {@value}. */
    public static final int MAX_DEPTH = 64;

    /** The most values of one event that may be chosen: {@value}. */
    public static final int MAX_VALUES = 1_000_000;

    /** 1 MiB an event, 256 KiB a text, 16 deep, 10,000 values. */
    public static final EventLimits DEFAULT = new EventLimits(1 << 20, 256 << 10, 16, 10_000);

    private final int eventBytes;
    private final int textBytes;
    private final int depth;
    private final int values;

    private EventLimits(int eventBytes, int textBytes, int depth, int values) {
        this.eventBytes = eventBytes;
        this.textBytes = textBytes;
        this.depth = depth;
        this.values = values;
    }

    /**
     * Chooses the largest event; what does not fit into it is left out. It must not be more than the largest record of the
     * rings that events go to.
     *
     * @param bytes from {@value #MIN_EVENT_BYTES} to {@value #MAX_EVENT_BYTES}, encoded
     * @return these limits with that one
     * @throws IllegalArgumentException if it is out of range
     */
    public EventLimits withEventBytes(int bytes) {
        return new EventLimits(
                checked("event bytes", bytes, MIN_EVENT_BYTES, MAX_EVENT_BYTES), textBytes, depth, values);
    }

    /**
     * Chooses the longest text, name, binary value or stack trace; longer ones are cut.
     *
     * @param bytes from 16 to {@value #MAX_EVENT_BYTES}, in UTF-8
     * @return these limits with that one
     * @throws IllegalArgumentException if it is out of range
     */
    public EventLimits withTextBytes(int bytes) {
        return new EventLimits(eventBytes, checked("text bytes", bytes, 16, MAX_EVENT_BYTES), depth, values);
    }

    /**
     * Chooses how deep lists and maps may be nested; null stands for what is deeper.
     *
     * @param levels from 1 to {@value #MAX_DEPTH}
     * @return these limits with that one
     * @throws IllegalArgumentException if it is out of range
     */
    public EventLimits withDepth(int levels) {
        return new EventLimits(eventBytes, textBytes, checked("depth", levels, 1, MAX_DEPTH), values);
    }

    /**
     * Chooses how many values one event may have, nested ones included.
     *
     * @param number from 1 to {@value #MAX_VALUES}
     * @return these limits with that one
     * @throws IllegalArgumentException if it is out of range
     */
    public EventLimits withValues(int number) {
        return new EventLimits(eventBytes, textBytes, depth, checked("values", number, 1, MAX_VALUES));
    }

    private static int checked(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "event limit: " + what + " is " + value + "; it must be from " + least + " to " + most);
        }
        return value;
    }

    /**
     * Returns the largest event.
     *
     * @return bytes, encoded
     */
    public int eventBytes() {
        return eventBytes;
    }

    /**
     * Returns the longest text, name, binary value or stack trace.
     *
     * @return bytes in UTF-8
     */
    public int textBytes() {
        return textBytes;
    }

    /**
     * Returns how deep lists and maps may be nested.
     *
     * @return levels
     */
    public int depth() {
        return depth;
    }

    /**
     * Returns how many values one event may have, nested ones included.
     *
     * @return values
     */
    public int values() {
        return values;
    }
}

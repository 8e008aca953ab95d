// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/**
 * One event being written by a listener: fields go in one by one, then it is emitted or discarded.
 *
 * <p>Obtained from {@link EventSink#begin}. Owned by one thread until {@link #emit} or {@link #discard}, after which it
 * must not be touched: the listener uses it again for another event. No method throws, whatever the arguments are; a
 * value or name that can not be taken is counted by the listener, and the event goes on without it.
 */
public interface EventWriter {

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     */
    void put(String name, boolean value);

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value; also for {@code byte}, {@code short} and {@code int}
     */
    void put(String name, long value);

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     */
    void put(String name, float value);

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     */
    void put(String name, double value);

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value, taken as a text of one character
     */
    void put(String name, char value);

    /**
     * Adds a field, copied before this returns.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the text; null is written as a null value
     */
    void put(String name, CharSequence value);

    /**
     * Adds a field of any type that an event can carry, copied before this returns.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value; null is written as a null value
     */
    void put(String name, Object value);

    /**
     * Sets the severity of the event.
     *
     * @param severity the severity
     */
    void severity(Severity severity);

    /**
     * Sets the message for people.
     *
     * @param message the message, copied before this returns; null leaves it unset
     */
    void message(CharSequence message);

    /**
     * Attaches a throwable, as text taken before this returns.
     *
     * @param thrown the throwable; null leaves it unset
     */
    void failure(Throwable thrown);

    /**
     * Sets when it happened; without it, the moment of {@link EventSink#begin} counts.
     *
     * @param epochMicros microseconds since 1970-01-01T00:00:00Z
     */
    void time(long epochMicros);

    /**
     * Counts an argument that the caller could not make a field of. The event goes on without it.
     *
     * @param misuse what was wrong
     */
    void misuse(Misuse misuse);

    /**
     * Hands the event over and ends this writer's use.
     *
     * @return whether the event was accepted; a refusal is counted by the listener with its reason
     */
    boolean emit();

    /** Ends this writer's use without an event. */
    void discard();
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/** What was wrong with a part of an event. The event goes on without that part; each reason has its own counter. */
public enum FieldProblem {
    /** The event's name, or a field's name, was null. */
    NULL_NAME,
    /** The name of a field was given as something that is no text. */
    NAME_NOT_TEXT,
    /** The last of an odd number of arguments was left over. */
    VALUE_WITHOUT_NAME,
    /** A {@code toString}, {@code getMessage} or {@code CharSequence} of the application threw. */
    TOSTRING_FAILED,
    /** A collection, map, date or number of the application threw while it was read. */
    VALUE_UNREADABLE,
    /** A value was nested deeper than events may be, or contains itself; null stands in its place. */
    TOO_DEEP,
    /** A text or binary value was cut at the largest length. */
    TRUNCATED,
    /** The event had more values than events may have; the rest is missing. */
    TOO_MANY,
    /** A number has so many digits that it is left out. */
    NUMBER_TOO_LARGE,
    /** The event is as large as events may be; what did not fit is missing. */
    EVENT_FULL,
    /** A text could not be searched for what is to be masked, at least not in reasonable time; all of it was masked. */
    REDACTION_FAILED,
    /** The client failed while it took the event: an error of ours, kept from the application. */
    INTERNAL
}

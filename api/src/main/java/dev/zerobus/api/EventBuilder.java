// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/**
 * An event that is written field by field; made by {@link Events#event}.
 *
 * <p>Owned by the thread that began it, and good for one event: after {@link #emit} every call is a no-op. A builder that is
 * never emitted is no event and leaves nothing behind. Kept in one expression, it is not even allocated.
 *
 * <p>No method throws. A name or value that can not be taken is counted by the listener, and the event goes on without it.
 *
 * <p>The writer is let go in one place only: a second one, where a listener has thrown, would keep the compiler of JDK 17 from
 * proving that a builder need not be allocated.
 */
public final class EventBuilder {

    /** Null while nothing listens, if the listener refused the event, and after the end. */
    private EventWriter writer;

    EventBuilder(EventWriter writer) {
        this.writer = writer;
    }

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     * @return this builder
     */
    public EventBuilder put(String name, boolean value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value, taken as a text of one character
     * @return this builder
     */
    public EventBuilder put(String name, char value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value; also for {@code byte}, {@code short} and {@code int}
     * @return this builder
     */
    public EventBuilder put(String name, long value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     * @return this builder
     */
    public EventBuilder put(String name, float value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value
     * @return this builder
     */
    public EventBuilder put(String name, double value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field, copied before this returns.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the text; null is written as a null value
     * @return this builder
     */
    public EventBuilder put(String name, CharSequence value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Adds a field of any type that {@link Events#emit} takes, copied before this returns.
     *
     * @param name the column, or the key in the table's catch-all column
     * @param value the value; null is written as a null value
     * @return this builder
     */
    public EventBuilder put(String name, Object value) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.put(name, value);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Sets how grave the event is.
     *
     * @param severity the severity; null leaves it unset
     * @return this builder
     */
    public EventBuilder severity(Severity severity) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.severity(severity);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Sets the message for people.
     *
     * @param message the message, copied before this returns; null leaves it unset
     * @return this builder
     */
    public EventBuilder message(CharSequence message) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.message(message);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Attaches a throwable, as text taken before this returns: its type, message and stack trace with causes.
     *
     * @param thrown the throwable; null leaves it unset
     * @return this builder
     */
    public EventBuilder failure(Throwable thrown) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.failure(thrown);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Sets when it happened; without it, the moment of {@link Events#event} counts.
     *
     * @param epochMicros microseconds since 1970-01-01T00:00:00Z
     * @return this builder
     */
    public EventBuilder time(long epochMicros) {
        EventWriter current = writer;
        if (current != null) {
            try {
                current.time(epochMicros);
            } catch (Throwable broken) {
                // the event goes on without it
            }
        }
        return this;
    }

    /**
     * Emits the event and ends this builder's use.
     *
     * @return whether the event was accepted; false while nothing listens, when the listener refused and counted it, and
     *     for a builder that has ended
     */
    public boolean emit() {
        EventWriter current = writer;
        if (current == null) {
            return false;
        }
        // The listener uses its writer again for another event, so it must never be reached from here any more.
        writer = null;
        try {
            return current.emit();
        } catch (Throwable broken) {
            return false;
        }
    }
}

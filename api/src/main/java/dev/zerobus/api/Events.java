// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.time.Duration;

/**
 * Where an application says what happened.
 *
 * <pre>{@code
 * Events.emit("order_placed", "order_id", 42, "amount", new BigDecimal("9.50"), "tags", List.of("new", "gift"));
 *
 * Events.event("order_placed")          // the same without boxing: nothing is allocated
 *         .put("order_id", 42)
 *         .put("amount", 9.5)
 *         .emit();
 *
 * Events.flush(Duration.ofSeconds(5));  // before a job ends: wait until all of it is durable
 * }</pre>
 *
 * <p>What listens is the client of {@code zerobus-core}, or else the agent, which the first call looks for. While nothing
 * listens, every call is a no-op that costs next to nothing, so a library may emit events without knowing whether anybody
 * wants them.
 *
 * <p>Safe from any thread, virtual ones too. <b>No method throws</b>, whatever the arguments are, and none waits, except
 * {@link #flush} and an emit that the listener was told to let wait when its memory is full. What can not be taken (a null
 * name, a {@code toString} that throws) is left out and counted by the listener with its reason.
 */
public final class Events {

    /**
     * Names what methods here and of {@link EventBuilder} have in their signatures: a JVM with a security manager to be, as 17
     * is, copies no method into its callers before a class of the same jar has named those, and then a builder costs 16 bytes.
     */
    private static final Object LOCK = new Class<?>[] {String.class, CharSequence.class, Throwable.class};

    /** Null while nothing listens. Written under the lock, read without. */
    private static volatile EventSink sink = Link.NOT_LOOKED;

    private Events() {}

    /**
     * Emits an event.
     *
     * <p>Values may be primitives, text, {@code byte[]}, enums, {@code UUID}, {@code BigDecimal}, the types of {@code
     * java.time}, maps, collections, arrays and optionals of them, nested, and null; of anything else the {@code toString}
     * is taken. All are copied before this returns. A throwable as the last of an odd number of arguments becomes the
     * event's failure:
     *
     * <pre>{@code
     * Events.emit("payment_failed", "order_id", 42, exception);
     * }</pre>
     *
     * @param event what happened, such as {@code order_placed}
     * @param namesAndValues name, value, name, value, ...; a name is a text
     * @return whether the event was accepted; false while nothing listens, and when the listener refused and counted it
     */
    public static boolean emit(String event, Object... namesAndValues) {
        EventWriter writer = begin(event);
        if (writer == null) {
            return false;
        }
        try {
            Arguments.write(writer, namesAndValues);
            return writer.emit();
        } catch (Throwable broken) {
            // A listener must not throw; the application does not suffer from one that does.
            return false;
        }
    }

    /**
     * Begins an event that is written field by field.
     *
     * <pre>{@code
     * boolean accepted = Events.event("order_placed").put("order_id", 42).put("amount", 9.5).emit();
     * }</pre>
     *
     * @param event what happened, such as {@code order_placed}
     * @return a builder, never null; owned by the calling thread, good for one event
     */
    public static EventBuilder event(String event) {
        // The only place that makes one, whether or not anything listens: then the compiler can prove that the builder
        // does not outlive the caller's expression, and makes none at all. A shared no-op instance would prevent that;
        // and so
        // would an instance that is there, without its value, while the listener begins: hence in two lines.
        EventWriter writer = begin(event);
        return new EventBuilder(writer);
    }

    private static EventWriter begin(String event) {
        EventSink current = sink;
        if (current == null) {
            return null;
        }
        try {
            return current.begin(event);
        } catch (Throwable broken) {
            return null;
        }
    }

    /**
     * Waits until everything accepted before this call is durable at the service.
     *
     * @param timeout how long to wait at most; null, zero or less only asks
     * @return whether it is; true while nothing listens, for nothing was accepted then
     */
    public static boolean flush(Duration timeout) {
        EventSink current = listener();
        if (current == null) {
            return true;
        }
        try {
            return current.flush(nanos(timeout));
        } catch (Throwable broken) {
            return false;
        }
    }

    private static long nanos(Duration timeout) {
        if (timeout == null || timeout.isNegative()) {
            return 0;
        }
        try {
            return timeout.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Tells whether anything listens; worth asking before values are prepared that cost something.
     *
     * @return whether a listener is attached
     */
    public static boolean enabled() {
        return listener() != null;
    }

    private static EventSink listener() {
        EventSink current = sink;
        return current == Link.NOT_LOOKED ? look() : current;
    }

    /** Looks for the agent, outside of the lock: that may load classes by a loader of the application's. */
    static EventSink look() {
        EventSink found = Link.find();
        synchronized (LOCK) {
            if (sink == Link.NOT_LOOKED) {
                sink = found;
            }
            return sink;
        }
    }

    /** Looks for the agent once more, if nothing listens. Called by an agent that came after the first event, by name. */
    static void lookAgain() {
        synchronized (LOCK) {
            if (sink == null) {
                sink = Link.NOT_LOOKED;
            }
        }
    }

    /**
     * Makes a listener the one that gets all events from now on. Called by the client, not by applications. There is one
     * listener at a time: the last one wins, also over the agent.
     *
     * @param listener the listener
     * @return the listener that had the events until now, be it the agent, or null; it gets nothing any more
     * @throws IllegalArgumentException if the listener is null: unlike all else here this is called while setting up
     */
    public static EventSink attach(EventSink listener) {
        if (listener == null) {
            throw new IllegalArgumentException("listener is null; use detach to stop listening");
        }
        listener();
        synchronized (LOCK) {
            EventSink before = sink;
            sink = listener;
            return before;
        }
    }

    /**
     * Takes a listener away if it is still the current one; afterwards nothing listens but the agent, if there is one.
     * Events that other threads began before may still reach it.
     *
     * @param listener the listener
     * @return whether it was the current one
     */
    public static boolean detach(EventSink listener) {
        synchronized (LOCK) {
            if (listener == null || sink != listener) {
                return false;
            }
            sink = Link.NOT_LOOKED;
            return true;
        }
    }
}

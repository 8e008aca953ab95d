// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door through which log events come in, the same for every framework. Safe from any thread; no method throws.
 *
 * <pre>{@code
 * LogWriter out = door.begin();
 * if (out != null) {
 *     try {
 *         mapper.map(event, out);
 *     } finally {
 *         door.emit(out);
 *     }
 * }
 * }</pre>
 *
 * {@link #take} is these lines. Between {@code begin} and {@code emit} the thread is inside the guard: whatever it logs or
 * emits is refused as {@code FEEDBACK}. So a mapper lets the framework format the message before it begins, where that runs
 * the application's code, and every {@code begin} must be followed by {@code emit} or {@code discard} on the same thread.
 */
public final class LogDoor {

    /** The name of every log event: what routing by lanes looks at. */
    public static final String EVENT = "log";

    private final LogSettings settings;
    private final Function<String, @Nullable EventDraft> source;
    private final CaptureGuard guard = CaptureGuard.shared();

    /**
     * Makes the door of a client.
     *
     * @param client gets the events, and counts those that are refused
     */
    public LogDoor(ZerobusClient client) {
        this(LogSettings.of(client.config()), client::begin);
    }

    /**
     * Makes a door to anywhere, for tests of mappers.
     *
     * @param settings what is taken
     * @param source begins an event of a name; null if it is refused, which the source has counted. It must refuse what
     *     comes from inside the {@linkplain CaptureGuard#shared() guard}
     */
    public LogDoor(LogSettings settings, Function<String, @Nullable EventDraft> source) {
        this.settings = settings;
        this.source = source;
    }

    /**
     * Returns what is taken of a log event.
     *
     * @return the settings
     */
    public LogSettings settings() {
        return settings;
    }

    /**
     * Begins a log event and enters the guard.
     *
     * @return a writer owned by the calling thread; null if the event is refused, which has been counted
     */
    public @Nullable LogWriter begin() {
        EventDraft draft = source.apply(EVENT);
        if (draft == null) {
            return null;
        }
        try {
            LogWriter writer = writerOf(draft);
            writer.begin(draft, guard.enter());
            return writer;
        } catch (RuntimeException | Error e) {
            draft.discard();
            return null;
        }
    }

    /** Lent with the draft, so that an event borrows one thing only. Doors with other settings may have used it before. */
    private LogWriter writerOf(EventDraft draft) {
        Object companion = draft.companion();
        if (companion instanceof LogWriter && ((LogWriter) companion).has(settings)) {
            return (LogWriter) companion;
        }
        LogWriter writer = new LogWriter(settings);
        draft.companion(writer);
        return writer;
    }

    /**
     * Hands the event over and leaves the guard.
     *
     * @param writer what {@link #begin} has answered
     * @return whether the event was accepted; a refusal has been counted with its reason
     */
    public boolean emit(LogWriter writer) {
        return end(writer, true);
    }

    /**
     * Drops the event and leaves the guard.
     *
     * @param writer what {@link #begin} has answered
     */
    public void discard(LogWriter writer) {
        end(writer, false);
    }

    private boolean end(LogWriter writer, boolean emit) {
        if (!writer.isOpen()) {
            return false;
        }
        int entered = writer.entered();
        try {
            return writer.end(emit);
        } finally {
            guard.leave(entered);
        }
    }

    /**
     * Takes a log event as {@link #take(Object, LogMapper)} does, of which only the name of its thread is known, because it may
     * come here through a queue of the framework's. What our own threads have said is refused as {@code FEEDBACK} there too.
     *
     * @param event the framework's event
     * @param threadName the name of the thread that logged; null if it is not known
     * @param mapper writes it
     * @param <E> the framework's type of event
     * @return whether the event was accepted
     */
    public <E> boolean take(E event, @Nullable String threadName, LogMapper<? super E> mapper) {
        boolean ours = threadName != null && isOurs(threadName);
        return ours ? refuse() : take(event, mapper);
    }

    /** On the thread itself its class tells, also that of another class loader's client: a library's may be named alike. */
    private static boolean isOurs(String threadName) {
        if (!threadName.startsWith(OwnThread.PREFIX)) {
            return false;
        }
        Thread current = Thread.currentThread();
        return !threadName.equals(current.getName())
                || current.getClass().getName().equals(OwnThread.class.getName());
    }

    /** Lets the source refuse and count an event as one that comes from inside the guard. */
    private boolean refuse() {
        int entered = guard.enter();
        try {
            EventDraft draft = source.apply(EVENT);
            if (draft != null) {
                draft.discard();
            }
            return false;
        } finally {
            guard.leave(entered);
        }
    }

    /**
     * Takes a log event: begins, maps, emits. Whatever the mapper throws, what it has written until then is emitted, and
     * the guard is left.
     *
     * @param event the framework's event
     * @param mapper writes it
     * @param <E> the framework's type of event
     * @return whether the event was accepted
     */
    public <E> boolean take(E event, LogMapper<? super E> mapper) {
        LogWriter writer = begin();
        if (writer == null) {
            return false;
        }
        try {
            mapper.map(event, writer);
        } catch (RuntimeException | Error e) {
            writer.broken();
        }
        return emit(writer);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door through which log events come in, the same for every framework. Safe from any thread; no method throws.
 *
 * <p>While an event is written the thread is inside the guard: whatever it logs or emits is refused as {@code FEEDBACK}. So a
 * mapper that lets the framework format the message, which runs the application's code, does that before, and hands the text
 * over as what was {@linkplain PreparedMapper prepared}.
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
        return take(event, threadName, mapper, (each, its, out) -> its.map(each, out));
    }

    /**
     * Takes a log event of which something was made ready before, and only the name of its thread is known, as {@link
     * #take(Object, String, LogMapper)} does.
     *
     * @param event the framework's event
     * @param threadName the name of the thread that logged; null if it is not known
     * @param prepared what was made ready
     * @param mapper writes it
     * @param <E> the framework's type of event
     * @param <P> what was made ready
     * @return whether the event was accepted
     */
    public <E, P> boolean take(
            E event, @Nullable String threadName, P prepared, PreparedMapper<? super E, ? super P> mapper) {
        boolean ours = threadName != null && isOurs(threadName);
        return ours ? refuse() : take(event, prepared, mapper);
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

    /**
     * Refuses an event, and lets the source count it, as one that comes from inside the guard.
     *
     * @return false: it is not accepted
     */
    public boolean refuse() {
        CaptureGuard.Place place = guard.enter();
        try {
            EventDraft draft = source.apply(EVENT);
            if (draft != null) {
                draft.discard();
            }
            return false;
        } finally {
            place.thread = null;
        }
    }

    /**
     * Takes a log event. Whatever the mapper throws, what it has written until then is emitted.
     *
     * @param event the framework's event
     * @param mapper writes it
     * @param <E> the framework's type of event
     * @return whether the event was accepted; a refusal has been counted with its reason
     */
    public <E> boolean take(E event, LogMapper<? super E> mapper) {
        return take(event, mapper, (each, its, out) -> its.map(each, out));
    }

    /**
     * Takes a log event of which something was made ready before. Whatever the mapper throws, what it has written until then
     * is emitted.
     *
     * @param event the framework's event
     * @param prepared what was made ready
     * @param mapper writes it
     * @param <E> the framework's type of event
     * @param <P> what was made ready
     * @return whether the event was accepted; a refusal has been counted with its reason
     */
    public <E, P> boolean take(E event, P prepared, PreparedMapper<? super E, ? super P> mapper) {
        EventDraft draft = source.apply(EVENT);
        if (draft == null) {
            return false;
        }
        CaptureGuard.Place place = guard.enter();
        try {
            return write(event, prepared, mapper, draft);
        } catch (RuntimeException | Error e) {
            DraftPool.lose(draft); // at the end of its stack, say
            return false;
        } finally {
            place.thread = null;
        }
    }

    private <E, P> boolean write(E event, P prepared, PreparedMapper<? super E, ? super P> mapper, EventDraft draft) {
        LogWriter writer = writerOf(draft);
        writer.begin(draft);
        try {
            mapper.map(event, prepared, writer);
        } catch (RuntimeException | Error e) {
            writer.broken();
        }
        return writer.emit();
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
}

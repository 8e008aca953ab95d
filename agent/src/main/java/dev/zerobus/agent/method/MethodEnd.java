// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.api.Emits;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.thread.CaptureGuard;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of each end of one method. Called on the application's threads, from many at once; throws nothing.
 *
 * <p>The event's time is the method's end. While the event is written the thread is inside the guard: an exception's {@code
 * getMessage} may itself be a woven method.
 */
final class MethodEnd implements Consumer<@Nullable Object[]> {

    static final String DURATION_FIELD = "duration_micros";
    private static final int RETURNED = -1;

    private final String className;
    private final String method;
    private final MethodRecord record;
    private final Function<String, @Nullable EventDraft> source;
    private final StatusChannel status;
    private final CaptureGuard guard = CaptureGuard.shared();

    /** Arguments, and the return value before them, of which it was said that they are no scalars. Guarded by itself. */
    private final BitSet said = new BitSet();

    MethodEnd(
            String className,
            String method,
            MethodRecord record,
            Function<String, @Nullable EventDraft> source,
            StatusChannel status) {
        this.className = className;
        this.method = method;
        this.record = record;
        this.source = source;
        this.status = status;
    }

    @Override
    public void accept(@Nullable Object[] end) {
        Throwable thrown = (Throwable) end[2];
        if (record.on == (thrown == null ? Emits.On.FAILURE : Emits.On.RETURN)) {
            return;
        }
        long endNanos = System.nanoTime();
        EventDraft draft = source.apply(record.event);
        if (draft == null) {
            return;
        }
        CaptureGuard.Place place = guard.enter();
        try {
            write(draft, end, thrown, endNanos);
            draft.emit();
        } finally {
            place.thread = null;
            draft.discard();
        }
    }

    private void write(EventDraft draft, @Nullable Object[] end, @Nullable Throwable thrown, long endNanos) {
        draft.source(className);
        draft.severity(thrown == null ? record.severity : record.failureSeverity);
        Object[] arguments = (Object[]) end[3];
        if (arguments != null) {
            List<MethodRecord.Argument> recorded = record.arguments();
            for (int i = 0; i < recorded.size(); i++) {
                put(
                        draft,
                        recorded.get(i).field(),
                        arguments[i],
                        recorded.get(i).index());
            }
        }
        if (record.returned != null && thrown == null) {
            put(draft, record.returned, end[1], RETURNED);
        }
        Object start = end[0];
        if (record.duration && start instanceof Long) {
            draft.put(DURATION_FIELD, Math.max(0, endNanos - (Long) start) / 1_000);
        }
        if (record.thread) {
            Thread current = Thread.currentThread();
            draft.thread(current.getName(), current.getId());
        }
        if (record.exception && thrown != null) {
            draft.failure(thrown);
        }
    }

    private void put(EventDraft draft, String field, @Nullable Object value, int position) {
        if (RecordedValue.isScalar(value)) {
            draft.put(field, RecordedValue.of(value));
        } else if (value != null && firstTime(position)) {
            status.say(
                    Level.WARN,
                    "agent/value/" + className + '#' + method + position,
                    className + '#' + method + ": "
                            + (position == RETURNED ? "the return value" : "argument " + position)
                            + " is a " + value.getClass().getName()
                            + ", which is no scalar or text: it is not recorded as " + field);
        }
    }

    private boolean firstTime(int position) {
        synchronized (said) {
            boolean first = !said.get(position + 1);
            said.set(position + 1);
            return first;
        }
    }
}

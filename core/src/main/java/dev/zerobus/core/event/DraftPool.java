// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.thread.LendingPool;
import org.jspecify.annotations.Nullable;

/**
 * Lends drafts to the threads that raise events. Safe from any thread: no lock, no thread-local, never waits.
 *
 * <p>A thread looks for a draft in the slot of its own first, then in the neighbours'; if all are lent, it gets a new one,
 * which the garbage collector takes if no slot is free when it comes back. So a draft that is never given back costs one
 * allocation and nothing else, and a thread that raises an event while it writes another simply holds two.
 */
public final class DraftPool {

    private final EventLimits limits;
    private final MicroClock clock;
    private final DraftSink sink;
    private final FieldProblems problems;
    private final @Nullable Redaction redaction;
    private final TraceTexts traces = new TraceTexts();
    private final LendingPool<EventDraft> drafts = new LendingPool<>();

    /**
     * Makes a pool for one sink.
     *
     * @param limits how large events may be
     * @param clock the time of events that do not say when they happened
     * @param sink who gets the emitted drafts
     * @param problems who counts what was wrong with them
     */
    public DraftPool(EventLimits limits, MicroClock clock, DraftSink sink, FieldProblems problems) {
        this(limits, clock, sink, problems, null);
    }

    /**
     * Makes a pool for one sink, which masks before it writes.
     *
     * @param limits how large events may be
     * @param clock the time of events that do not say when they happened
     * @param sink who gets the emitted drafts
     * @param problems who counts what was wrong with them
     * @param redaction what is masked; null for nothing
     */
    public DraftPool(
            EventLimits limits,
            MicroClock clock,
            DraftSink sink,
            FieldProblems problems,
            @Nullable Redaction redaction) {
        this.redaction = redaction;
        this.limits = limits;
        this.clock = clock;
        this.sink = sink;
        this.problems = problems;
    }

    /**
     * Lends a draft and begins an event with it, at this moment.
     *
     * @param event what happened; null is counted as a problem and written as an empty name
     * @return a draft owned by the calling thread until it emits or discards it
     */
    public EventDraft begin(@Nullable String event) {
        EventDraft draft = take();
        draft.begin(event, clock.epochMicros());
        return draft;
    }

    /**
     * Discards a draft whose event can not be taken because the client fails, and counts that event as lost.
     *
     * @param draft of any pool; nothing happens if it was given back
     */
    public static void lose(EventDraft draft) {
        if (draft.open) {
            draft.problems.lost();
            draft.discard();
        }
    }

    private EventDraft take() {
        EventDraft draft = drafts.take();
        return draft != null ? draft : new EventDraft(this, limits, problems, redaction);
    }

    TraceTexts traces() {
        return traces;
    }

    void giveBack(EventDraft draft) {
        drafts.giveBack(draft);
    }

    boolean accept(EventDraft draft) {
        try {
            return sink.accept(draft);
        } catch (Throwable thrown) {
            problems.lost();
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DraftPoolTest {

    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    @Test
    void lendsTheSameDraftAgain() {
        EventDraft first = pool.begin("a");
        first.emit();
        assertThat(pool.begin("b")).isSameAs(first);
    }

    @Test
    void lendsADifferentDraftWhileOneIsOut() {
        EventDraft first = pool.begin("a");
        EventDraft second = pool.begin("b");
        assertThat(second).isNotSameAs(first);
        second.discard();
        assertThat(caught.all()).isEmpty();
        first.emit();
        assertThat(caught.event().getName()).isEqualTo("a");
    }

    @Test
    void keepsOnlySoManyDrafts() {
        List<EventDraft> out = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            out.add(pool.begin("e"));
        }
        out.forEach(EventDraft::discard);
        Set<EventDraft> again = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            again.add(pool.begin("e"));
        }
        again.retainAll(out);
        assertThat(again).hasSizeBetween(8, 256);
    }

    @Test
    void startsEveryEventAfreshEvenAfterAGiant() {
        EventDraft draft = pool.begin("giant");
        draft.put("big", "x".repeat(200_000));
        draft.severityNumber(17);
        draft.put("more", new byte[200_000]);
        assertThat(draft.bytes().length).isGreaterThan(400_000);
        draft.emit();
        assertThat(caught.event().getFields(1).getBytesValue().size()).isEqualTo(200_000);
        assertThat(draft.bytes()).hasSize(EventBytes.INITIAL_BYTES);

        EventDraft again = pool.begin("small");
        assertThat(again).isSameAs(draft);
        again.emit();
        assertThat(caught.event())
                .isEqualTo(Event.newBuilder()
                        .setName("small")
                        .setTimeMicros(Caught.NOW_MICROS)
                        .build());
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void letsGoOfTheMemoryOfAGiant() {
        EventDraft draft = pool.begin("giant");
        draft.message("x".repeat(200_000));
        WeakReference<byte[]> giant = new WeakReference<>(draft.bytes());
        draft.emit();
        System.gc();
        assertThat(giant.get()).isNull();
        assertThat(pool.begin("small")).as("it is there all the while").isSameAs(draft);
    }

    @Test
    void refusesToEndADraftTwice() {
        EventDraft draft = pool.begin("a");
        assertThat(draft.emit()).isTrue();
        assertThat(draft.emit()).isFalse();
        draft.discard();
        assertThat(caught.all()).hasSize(1);
        assertThat(pool.begin("b")).isSameAs(draft);
        assertThat(pool.begin("c")).as("given back once only").isNotSameAs(draft);
    }

    @Test
    void countsASinkThatThrowsAndTakesItsDraftBack() {
        DraftSink broken = draft -> {
            throw new IllegalStateException("on purpose");
        };
        DraftPool pool = new DraftPool(EventLimits.DEFAULT, new MicroClock(), broken, caught);
        EventDraft draft = pool.begin("e");
        assertThat(draft.emit()).isFalse();
        assertThat(caught.problems()).containsExactly(FieldProblem.INTERNAL);
        assertThat(pool.begin("e")).isSameAs(draft);
    }

    @Test
    void countsTheEventAsLostThatItsSinkFailedToTake() {
        List<String> counted = new ArrayList<>();
        FieldProblems problems = new FieldProblems() {
            @Override
            public void count(FieldProblem problem) {
                counted.add(problem.name());
            }

            @Override
            public void lost() {
                counted.add("lost");
            }
        };
        DraftSink broken = draft -> {
            throw new StackOverflowError("on purpose");
        };
        new DraftPool(EventLimits.DEFAULT, new MicroClock(), broken, problems)
                .begin("e")
                .emit();
        assertThat(counted).containsExactly("lost");
    }

    @Test
    void neverLendsOneDraftToTwoThreadsAtOnce() throws InterruptedException, ExecutionException {
        AtomicInteger wrong = new AtomicInteger();
        DraftSink sink = draft -> {
            Event event = Caught.parse(java.util.Arrays.copyOf(draft.bytes(), draft.length()));
            if (!event.getName().equals(event.getFields(0).getStringValue())) {
                wrong.incrementAndGet();
            }
            return true;
        };
        DraftPool pool = new DraftPool(EventLimits.DEFAULT, new MicroClock(), sink, caught);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                all.add(threads.submit(() -> hammer(pool, new Random(number), "thread " + number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrong).hasValue(0);
    }

    private static void hammer(DraftPool pool, Random random, String name) {
        for (int i = 0; i < 10_000; i++) {
            EventDraft draft = pool.begin(name);
            EventDraft other = random.nextInt(4) == 0 ? pool.begin("other") : null;
            draft.put("name", name);
            if (other != null) {
                other.discard();
            }
            if (random.nextInt(10) > 0) {
                draft.emit();
            }
        }
    }
}

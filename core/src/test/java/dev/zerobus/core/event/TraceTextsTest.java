// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FourThreads;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole stack traces, which are kept. */
class TraceTextsTest {

    private static final String[] LOADERS = {null, "app", "web"};
    private static final String[] MODULES = {null, "java.base", "orders"};
    private static final String[] VERSIONS = {null, "17", "25"};
    private static final String[] CLASSES = {"com.example.A", "com.example.Käse"};
    private static final String[] METHODS = {"run", "call"};
    private static final String[] FILES = {null, "A.java", "Käse.java"};

    private final TraceTexts texts = new TraceTexts();

    private static String expected(StackTraceElement[] frames, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("\tat ").append(frames[i]).append('\n');
        }
        return text.toString();
    }

    private static String text(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8);
    }

    private static Throwable fail() {
        return new IllegalStateException("here");
    }

    @Test
    void aTraceThatComesAgainIsOneTextOfTheLinesThatTheJdkPrints() {
        for (int i = 0; i < 5; i++) {
            StackTraceElement[] frames = fail().getStackTrace();
            byte[] lines = texts.lines(frames, frames.length);
            if (i == 0) {
                assertThat(lines).as("once is not again").isNull();
            } else {
                assertThat(text(lines)).isEqualTo(expected(frames, frames.length));
            }
        }
    }

    @Test
    void theBeginOfATraceIsATraceOfItsOwn() {
        StackTraceElement[] frames = fail().getStackTrace();
        for (int round = 0; round < 3; round++) {
            for (int count = 1; count < 5; count++) {
                byte[] lines = texts.lines(frames, count);
                assertThat(lines == null ? expected(frames, count) : text(lines))
                        .isEqualTo(expected(frames, count));
            }
        }
        assertThat(texts.lines(frames, 3)).isNotNull();
        assertThat(texts.lines(frames, 0)).isNull();
    }

    @Test
    void noTraceIsTakenForAnotherThatDiffersInOnePartOfOneFrame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int found = 0;
        StackTraceElement[] frames = trace(random);
        for (int i = 0; i < 50_000; i++) {
            if (random.nextInt(4) == 0) {
                frames = random.nextBoolean() ? trace(random) : frames.clone();
                frames[random.nextInt(frames.length)] = frame(random);
            }
            byte[] lines = texts.lines(frames, frames.length);
            if (lines != null) {
                assertThat(text(lines)).as("seed %d, trace %d", seed, i).isEqualTo(expected(frames, frames.length));
                found++;
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    private static StackTraceElement[] trace(Random random) {
        StackTraceElement[] frames = new StackTraceElement[1 + random.nextInt(6)];
        Arrays.setAll(frames, i -> frame(random));
        return frames;
    }

    private static StackTraceElement frame(Random random) {
        return new StackTraceElement(
                any(LOADERS, random),
                any(MODULES, random),
                any(VERSIONS, random),
                any(CLASSES, random),
                any(METHODS, random),
                any(FILES, random),
                random.nextInt(3));
    }

    private static String any(String[] texts, Random random) {
        return texts[random.nextInt(texts.length)];
    }

    @Test
    void tracesThatAreTooLongAreNotKept() {
        StackTraceElement[] many = new StackTraceElement[TraceTexts.MOST_FRAMES + 1];
        Arrays.fill(many, new StackTraceElement("A", "m", "A.java", 1));
        StackTraceElement[] wide = {new StackTraceElement("x".repeat(TraceTexts.MOST_BYTES), "m", "A.java", 1)};
        for (int i = 0; i < 5; i++) {
            assertThat(texts.lines(many, many.length)).isNull();
            assertThat(texts.lines(wide, 1)).isNull();
        }
        assertThat(texts.lines(many, TraceTexts.MOST_FRAMES)).isNull();
        assertThat(text(texts.lines(many, TraceTexts.MOST_FRAMES))).isEqualTo(expected(many, TraceTexts.MOST_FRAMES));
    }

    @Test
    void everyThreadGetsTheTextOfItsOwnTrace() throws Exception {
        Random choice = new Random(1);
        List<StackTraceElement[]> traces = new ArrayList<>();
        for (int i = 0; i < 3 * TraceTexts.PLACES; i++) {
            traces.add(trace(choice));
        }
        FourThreads.run(random -> {
            for (int i = 0; i < 50_000; i++) {
                StackTraceElement[] frames = traces.get(random.nextInt(traces.size()));
                byte[] lines = texts.lines(frames, frames.length);
                if (lines != null) {
                    assertThat(text(lines)).isEqualTo(expected(frames, frames.length));
                }
            }
        });
    }
}

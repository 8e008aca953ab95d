// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FourThreads;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The lines of stack traces, which are kept. */
class FrameTextsTest {

    private final FrameTexts texts = new FrameTexts();

    private static StackTraceElement frame(int number) {
        return new StackTraceElement("com.example.Käse" + number, "call" + number % 7, "Käse.java", number);
    }

    private static String expected(StackTraceElement frame) {
        return "\tat " + frame + "\n";
    }

    private String line(StackTraceElement frame) {
        return new String(texts.line(frame), StandardCharsets.UTF_8);
    }

    @Test
    void aLineIsThatOfTheJdkTheFirstTimeAndLater() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            assertThat(line(frame)).isEqualTo(expected(frame));
            assertThat(line(frame)).isEqualTo(expected(frame));
        }
    }

    @Test
    void aFrameThatIsMetAgainIsNotMadeAgain() {
        assertThat(texts.line(frame(1))).isSameAs(texts.line(frame(1)));
    }

    /** Each of two places is the first choice of one of them. */
    @Test
    void twoFramesOfOnePairOfPlacesAreBothKept() {
        StackTraceElement first = frame(1);
        int number = 2;
        while (place(frame(number)) != (place(first) ^ 1)) {
            number++;
        }
        StackTraceElement second = frame(number);
        byte[] firstLine = texts.line(first);
        byte[] secondLine = texts.line(second);
        assertThat(texts.line(first)).isSameAs(firstLine);
        assertThat(texts.line(second)).isSameAs(secondLine);
    }

    private static int place(StackTraceElement frame) {
        int hash = frame.hashCode();
        return (hash ^ (hash >>> 16)) & (FrameTexts.PLACES - 1);
    }

    @Test
    void moreFramesThanThereArePlacesStayRight() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            StackTraceElement frame = frame(random.nextInt(4 * FrameTexts.PLACES));
            assertThat(line(frame)).isEqualTo(expected(frame));
        }
    }

    @Test
    void aLineThatIsTooLongToBeKeptIsRight() {
        StackTraceElement frame = new StackTraceElement("x".repeat(70_000), "m", null, -2);
        assertThat(line(frame)).isEqualTo(expected(frame));
        assertThat(texts.line(frame)).isNotSameAs(texts.line(frame));
    }

    @Test
    void everyThreadGetsItsOwnFramesLine() throws Exception {
        FourThreads.run(random -> {
            for (int i = 0; i < 100_000; i++) {
                StackTraceElement frame = frame(random.nextInt(2 * FrameTexts.PLACES));
                assertThat(texts.line(frame)).startsWith("\tat com.exam".getBytes(StandardCharsets.UTF_8));
                if (i % 16 == 0) {
                    assertThat(line(frame)).isEqualTo(expected(frame));
                }
            }
        });
    }
}

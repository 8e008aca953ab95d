// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of stack traces as UTF-8. A program fails in the same places again and again, and making a frame's text costs
 * many times what finding it costs. Safe from any thread: no lock; two threads that write the same place at once lose one text,
 * which is made again.
 *
 * <p>Bounded: {@value #PLACES} frames, of at most {@value #LONGEST_BYTES} bytes each. Holds texts only, no classes.
 */
final class FrameTexts {

    /** A power of two. */
    static final int PLACES = 2048;

    /** Longer ones are made each time. */
    static final int LONGEST_BYTES = 512;

    /** Its fields are final, so whoever sees it sees all of it. */
    private static final class Known {
        final StackTraceElement frame;
        final byte[] line;

        Known(StackTraceElement frame, byte[] line) {
            this.frame = frame;
            this.line = line;
        }
    }

    private final @Nullable Known[] known = new Known[PLACES];

    /** The frame's line as the JDK prints it, from the tabulator to the line's end; not to be changed. */
    byte[] line(StackTraceElement frame) {
        int hash = frame.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Known here = known[place];
        if (here != null && here.frame.equals(frame)) {
            return here.line;
        }
        Known beside = known[place ^ 1];
        if (beside != null && beside.frame.equals(frame)) {
            return beside.line;
        }
        byte[] line = utf8("\tat " + frame + "\n");
        if (line.length <= LONGEST_BYTES) {
            if (here != null) {
                known[place ^ 1] = here;
            }
            known[place] = new Known(frame, line);
        }
        return line;
    }

    private static byte[] utf8(String text) {
        byte[] bytes = new byte[Utf8.MAX_BYTES_PER_CHAR * text.length()];
        return Arrays.copyOf(bytes, Utf8.encode(text, 0, text.length(), bytes, 0));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces that come again, as one text each. A program fails in the same places on the same ways, and looking each frame up
 * by itself means to read from a few hundred places of memory that nothing else uses; a trace that is known is compared with what
 * lies in two arrays, and copied as a whole.
 *
 * <p>Safe from any thread: no lock, and what is kept never changes; two threads that learn a trace for the same place at once lose
 * one, which is learned again. Bounded: {@value #PLACES} traces of at most {@value #MOST_FRAMES} frames and {@value #MOST_BYTES}
 * bytes. Holds texts only, no classes.
 */
final class TraceTexts {

    /** A power of two. */
    static final int PLACES = 64;

    /** Longer ones are written frame by frame. */
    static final int MOST_FRAMES = 160;

    static final int MOST_BYTES = 16 << 10;

    /** How many texts a frame has. */
    private static final int PARTS = 6;

    private static final byte[] TOO_LONG = new byte[0];

    /** A trace; its fields are final, so whoever sees it sees all of it. */
    private static final class Known {
        private final @Nullable String[] parts;
        private final int[] lines;
        private final byte[] text;

        Known(StackTraceElement[] frames, byte[] text) {
            this.parts = new String[PARTS * frames.length];
            this.lines = new int[frames.length];
            this.text = text;
            int at = 0;
            for (int i = 0; i < frames.length; i++) {
                StackTraceElement frame = frames[i];
                lines[i] = frame.getLineNumber();
                parts[at++] = frame.getMethodName();
                parts[at++] = frame.getClassName();
                parts[at++] = frame.getFileName();
                parts[at++] = frame.getClassLoaderName();
                parts[at++] = frame.getModuleName();
                parts[at++] = frame.getModuleVersion();
            }
        }

        /** By identity: the JVM has one string for each of these texts. Equal ones are looked up as any other. */
        @SuppressWarnings("ReferenceEquality")
        boolean is(StackTraceElement[] frames, int count) {
            if (lines.length != count) {
                return false;
            }
            int at = 0;
            for (int i = 0; i < count; i++) {
                StackTraceElement frame = frames[i];
                if (lines[i] != frame.getLineNumber()
                        || parts[at] != frame.getMethodName()
                        || parts[at + 1] != frame.getClassName()
                        || parts[at + 2] != frame.getFileName()
                        || parts[at + 3] != frame.getClassLoaderName()
                        || parts[at + 4] != frame.getModuleName()
                        || parts[at + 5] != frame.getModuleVersion()) {
                    return false;
                }
                at += PARTS;
            }
            return true;
        }
    }

    private final FrameTexts frameTexts = new FrameTexts();
    private final @Nullable Known[] known = new Known[PLACES];
    private final int[] sighted = new int[PLACES];

    /** A frame's line; see {@link FrameTexts#line}. */
    byte[] line(StackTraceElement frame) {
        return frameTexts.line(frame);
    }

    /** The lines of the first frames of a trace if they are known, else null; not to be changed. */
    byte @Nullable [] lines(StackTraceElement[] frames, int count) {
        if (count == 0 || count > MOST_FRAMES) {
            return null;
        }
        int hash = hash(frames, count);
        int place = KnownTexts.place(hash) & (PLACES - 1);
        Known here = known[place];
        if (here == null || !here.is(frames, count)) {
            if (sighted[place] != hash) {
                sighted[place] = hash;
                return null;
            }
            here = learn(frames, count);
            known[place] = here;
        }
        return here == null || here.text == TOO_LONG ? null : here.text;
    }

    private static int hash(StackTraceElement[] frames, int count) {
        int hash = frames[0].getMethodName().hashCode() + count;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + frames[i].getLineNumber();
        }
        return hash;
    }

    /** What is logged may be that there is no memory: then nothing is learned, and the trace is written all the same. */
    private @Nullable Known learn(StackTraceElement[] frames, int count) {
        try {
            // a copy, which nobody else can change meanwhile
            return learn(Arrays.copyOf(frames, count));
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    private Known learn(StackTraceElement[] frames) {
        int size = 0;
        for (StackTraceElement frame : frames) {
            size += line(frame).length;
            if (size > MOST_BYTES) {
                return new Known(frames, TOO_LONG);
            }
        }
        byte[] text = new byte[size];
        int at = 0;
        for (StackTraceElement frame : frames) {
            byte[] line = line(frame);
            System.arraycopy(line, 0, text, at, line.length);
            at += line.length;
        }
        return new Known(frames, text);
    }
}

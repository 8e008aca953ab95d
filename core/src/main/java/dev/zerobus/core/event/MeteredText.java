// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * A text of which only so many characters may be read, counted again when read again: a regular expression that goes back
 * and forth without end stops here, without a clock. Owned by one thread at a time.
 */
final class MeteredText implements CharSequence {

    /** What every text may cost, however short. */
    static final long BASE_READS = 50_000;

    /** What each character may cost besides. */
    static final long READS_PER_CHAR = 100;

    /** What any text may cost: some 20 ms. */
    static final long MOST_READS = 5_000_000;

    private CharSequence text = "";
    private int length;
    private long left;

    void reset(CharSequence of, int chars) {
        text = of;
        length = chars;
        left = Math.min(MOST_READS, BASE_READS + READS_PER_CHAR * chars);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw Exhausted.INSTANCE;
        }
        if (index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.subSequence(0, length).toString();
    }

    /** All reads are used up; caught where they were granted, so it needs no stack trace. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final Exhausted INSTANCE = new Exhausted();

        private Exhausted() {
            super("too many reads", null, false, false);
        }
    }
}

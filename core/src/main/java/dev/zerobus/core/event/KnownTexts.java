// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers short texts with their length and their UTF-8: event names, names of fields, loggers, levels, threads and constant
 * values come again with every event, mostly as the very same string, and copying eight bytes at a time costs a fraction of
 * encoding characters. Owned by one thread at a time, as the draft that it belongs to.
 *
 * <p>It never answers with anything but the text's own bytes: a string is found if it is the same object, or equal, and a
 * string never changes. One that is seen once only leaves a number behind, no reference: texts that never come again drive
 * nothing out.
 *
 * <p>Bounded: {@value #PLACES} texts of at most {@value #LONGEST_CHARS} characters, so at most some 60 KiB with the
 * application's strings, which are held as long as nothing else takes their place. Nothing is allocated before
 * {@value #FIRST_TEXTS} texts have been written: a draft that is made for one event and dropped costs nothing more. Strings
 * hold no class and no class loader of the application's.
 */
final class KnownTexts {

    /** A power of two. A text is in one of two places. */
    static final int PLACES = 256;

    /** Longer ones are encoded each time. */
    static final int LONGEST_CHARS = 62;

    /** As many as some thirty events have. */
    static final int FIRST_TEXTS = 512;

    /** What writing one takes at most: content of three bytes a character, its length, and what is copied too much. */
    static final int MOST_BYTES = Utf8.MAX_BYTES_PER_CHAR * LONGEST_CHARS + 16;

    /** A text so short that its length always fits into one byte; a longer one's is written as two. */
    static final int SHORT_CHARS = 42;

    static final int STRIDE_SHIFT = 6;
    private static final int STRIDE = 1 << STRIDE_SHIFT;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final @Nullable String[] NONE = new String[PLACES];

    /** Shared and empty until there is something to keep. Others look into this, and the next two, but change nothing. */
    @Nullable
    String[] texts = NONE;

    /** What is written of each text: its length and its content, from its place times 64 on. */
    byte[] written = new byte[0];

    /** How much that is. */
    byte[] sizes = new byte[0];

    /** The keys of those texts. */
    private int[] keys = new int[0];

    /** The key of the text that found its place taken, or empty, last. */
    private int[] sighted = new int[0];

    private final CharScratch scratch;
    private int seen;

    /** With an array for {@link Utf8#encode(String, int, int, byte[], int, char[])}. */
    KnownTexts(CharScratch scratch) {
        this.scratch = scratch;
    }

    /** The key of a text that is a value: a few characters only, as most values never come again. */
    static int key(String value, int chars) {
        if (chars == 0) {
            return 0;
        }
        int last = chars - 1;
        int ends = value.charAt(last) * 31 + value.charAt(Math.max(0, last - 1));
        return (ends * 31 + value.charAt(last >> 1)) * 31 + chars;
    }

    /** Where a text with this key is, or beside: even and odd places are pairs. */
    static int place(int key) {
        return (key ^ (key >>> 8) ^ (key >>> 16)) & (PLACES - 1);
    }

    /**
     * Writes length and content of a text of at most {@link #LONGEST_CHARS}; there must be room for {@link #MOST_BYTES}.
     *
     * @param key the text's {@code hashCode}, if it is a name, or {@link #key}
     * @return the index behind
     */
    @SuppressWarnings("ReferenceEquality") // the same object is the usual case, and what differs is compared after that
    int write(String text, int key, byte[] to, int at) {
        int place = place(key);
        if (texts[place] != text) {
            place = find(text, key, place);
            if (place < 0) {
                return learn(text, key, ~place, to, at);
            }
        }
        return copy(place, to, at);
    }

    private int copy(int place, byte[] to, int at) {
        int size = sizes[place];
        int from = place << STRIDE_SHIFT;
        LONG.set(to, at, (long) LONG.get(written, from));
        if (size > 8) {
            LONG.set(to, at + 8, (long) LONG.get(written, from + 8));
            if (size > 16) {
                System.arraycopy(written, from + 16, to, at + 16, size - 16);
            }
        }
        return at + size;
    }

    /** Returns the complement of its place if it is not there. */
    @SuppressWarnings("ReferenceEquality")
    private int find(String text, int key, int place) {
        int other = place ^ 1;
        if (texts[other] == text) {
            return other;
        }
        if (texts != NONE) {
            if (keys[place] == key && text.equals(texts[place])) {
                return place;
            }
            if (keys[other] == key && text.equals(texts[other])) {
                return other;
            }
        }
        return ~place;
    }

    private int learn(String text, int key, int place, byte[] to, int at) {
        int end = encode(text, to, at);
        if (texts == NONE) {
            if (++seen >= FIRST_TEXTS) {
                begin();
            }
        } else if (sighted[place] != key) {
            sighted[place] = key;
        } else if (end - at <= STRIDE) {
            keep(text, key, texts[place] == null || texts[place ^ 1] != null ? place : place ^ 1, to, at, end - at);
        }
        return end;
    }

    /** What was there goes beside. A stack that ends in between leaves a place empty, never one with another text's bytes. */
    private void keep(String text, int key, int place, byte[] from, int at, int size) {
        if (texts[place] != null) {
            int beside = place ^ 1;
            texts[beside] = null;
            System.arraycopy(written, place << STRIDE_SHIFT, written, beside << STRIDE_SHIFT, STRIDE);
            sizes[beside] = sizes[place];
            keys[beside] = keys[place];
            texts[beside] = texts[place];
            texts[place] = null;
        }
        System.arraycopy(from, at, written, place << STRIDE_SHIFT, size);
        sizes[place] = (byte) size;
        keys[place] = key;
        texts[place] = text;
    }

    /** How many texts are held, for tests. */
    int count() {
        int count = 0;
        for (String text : texts) {
            count += text == null ? 0 : 1;
        }
        return count;
    }

    /** If there is no memory for it, later texts try again. */
    private void begin() {
        try {
            written = new byte[PLACES << STRIDE_SHIFT];
            sizes = new byte[PLACES];
            keys = new int[PLACES];
            sighted = new int[PLACES];
            texts = new String[PLACES];
        } catch (OutOfMemoryError full) {
            seen = 0;
        }
    }

    private int encode(String text, byte[] to, int at) {
        int chars = text.length();
        int begin = at + (chars > SHORT_CHARS ? 2 : 1);
        int end = Utf8.encode(text, 0, chars, to, begin, scratch);
        int length = end - begin;
        if (chars > SHORT_CHARS) {
            to[at] = (byte) (length | 0x80);
            to[at + 1] = (byte) (length >>> 7);
        } else {
            to[at] = (byte) length;
        }
        return end;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import org.jspecify.annotations.Nullable;

/**
 * Remembers templates with their pieces: a program has few, and those of its busy places come with every other event. Owned by
 * one thread at a time.
 *
 * <p>One that is seen once only leaves a number behind, no reference. Bounded: {@value #PLACES} templates of at most {@value
 * MessageTemplate#LONGEST_CHARS} characters, held as long as nothing else takes their place. Nothing is allocated before
 * {@value #FIRST_TEMPLATES} messages have come, and nothing once the program's templates have their places. Where there are more
 * than places, one that is met often does not give its own up to others that are met as often, but once in thousands of events.
 */
final class MessageTemplates {

    /** A power of two. A template is in one of two places. */
    static final int PLACES = 64;

    /** A writer that is made for a few events only remembers nothing. */
    static final int FIRST_TEMPLATES = 16;

    /** How often others must come before one that is met often gives its place up. */
    static final int MOST_CREDIT = 100;

    /** Enough that those that are met equally often cut each other anew once in many thousand events only. */
    static final int FIRST_CREDIT = 30;

    private static final @Nullable MessageTemplate[] NONE = new MessageTemplate[PLACES];

    /** Shared and empty until there is something to keep. */
    private @Nullable MessageTemplate[] places = NONE;

    /** How much more often than its rivals each was met lately. */
    private byte[] credits = new byte[0];

    /** The hash of the template that found its place taken, or empty, last. */
    private int[] sighted = new int[0];

    private int seen;

    /** Returns null for one that is not known, yet. */
    @Nullable
    MessageTemplate of(String text) {
        if (text.length() > MessageTemplate.LONGEST_CHARS) {
            return null;
        }
        int hash = text.hashCode();
        int place = place(hash);
        MessageTemplate known = places[place];
        if (known == null || !known.is(text, hash)) {
            place ^= 1;
            known = places[place];
            if (known == null || !known.is(text, hash)) {
                return learn(text, hash, place ^ 1);
            }
        }
        if (credits[place] < MOST_CREDIT) {
            credits[place]++;
        }
        return known;
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 6) ^ (hash >>> 16)) & (PLACES - 1);
    }

    private @Nullable MessageTemplate learn(String text, int hash, int place) {
        if (places == NONE) {
            if (++seen >= FIRST_TEMPLATES) {
                begin();
            }
            return null;
        }
        if (sighted[place] != hash) {
            sighted[place] = hash;
            return null;
        }
        int other = place ^ 1;
        int weaker = credits[other] < credits[place] ? other : place;
        if (credits[weaker] > 0) {
            credits[weaker]--;
            return null;
        }
        MessageTemplate cut = MessageTemplate.cut(text);
        places[weaker] = cut;
        credits[weaker] = FIRST_CREDIT;
        return cut;
    }

    private void begin() {
        credits = new byte[PLACES];
        sighted = new int[PLACES];
        places = new MessageTemplate[PLACES];
    }

    /** How many templates are held, for tests. */
    int count() {
        int count = 0;
        for (MessageTemplate template : places) {
            count += template == null ? 0 : 1;
        }
        return count;
    }
}

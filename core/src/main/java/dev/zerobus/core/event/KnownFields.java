// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Remembers how fields begin, by their names, and the order in which they come: what an application writes comes from a few
 * places in its code, and each names its fields in the same order. So the field that followed the last one before is looked at
 * first, and if its name is the very same string nothing has to be searched. A field whose text comes again, as the very same
 * string too, is copied as a whole. Owned by one thread at a time, as the draft that it belongs to.
 *
 * <p>Bounded: {@value #MOST} names, of some 200 bytes each with what they hold. Nothing is kept before {@value #FIRST_FIELDS}
 * fields have been written, and of a name that is seen once only a number stays behind.
 */
final class KnownFields {

    /** A power of two. A name is in one of two places. */
    static final int MOST = 128;

    /** As many as some thirty events have. */
    static final int FIRST_FIELDS = 256;

    private static final byte[] NONE = new byte[0];

    /** What comes before the first field of an event; its name is no string. */
    private final KnownField root = new KnownField(null, 0, NONE, 0, 0);

    /** By index; never null where {@link #next} may point. */
    KnownField[] all = {root};

    /** The index of the field that will come next, as it seems. */
    int next;

    /** The index of the field that came last. */
    int last;

    /** By place: the index of the field that is there; 0 for none. */
    private int[] places = new int[0];

    private int[] sighted = new int[0];
    private int count;
    private int seen;

    /** An event begins. */
    void begin() {
        last = 0;
        next = root.follower;
    }

    /** Another field than the expected one was written, {@code to} behind its name; returns what is known of it then. */
    KnownField met(String name, byte[] from, int at, int to) {
        KnownField known = known(name, from, at, to);
        all[last].follower = known.index;
        last = known.index;
        next = known.follower;
        return known;
    }

    /** The begin of the field is written: if there is no memory to remember it, it is as one that is met for the first time. */
    private KnownField known(String name, byte[] from, int at, int to) {
        try {
            return find(name, from, at, to);
        } catch (OutOfMemoryError full) {
            return root;
        }
    }

    private KnownField find(String name, byte[] from, int at, int to) {
        if (places.length == 0 && ++seen < FIRST_FIELDS) {
            return root;
        }
        if (places.length == 0) {
            makeRoom(new KnownField[MOST + 1], new int[MOST], new int[MOST]);
        }
        int hash = name.hashCode();
        int place = KnownTexts.place(hash) & (MOST - 1);
        for (int each = place; ; each = place ^ 1) {
            KnownField known = all[places[each]];
            if (name.equals(known.name)) {
                return known;
            }
            if (each != place) {
                return learn(name, hash, place, from, at, to);
            }
        }
    }

    /** All or nothing: there may be no memory for one of them. */
    private void makeRoom(KnownField[] fields, int[] ofPlaces, int[] ofSighted) {
        fields[0] = root;
        all = fields;
        sighted = ofSighted;
        places = ofPlaces;
    }

    private KnownField learn(String name, int hash, int place, byte[] from, int at, int to) {
        if (sighted[place] != hash || to - at > KnownField.LONGEST_BYTES) {
            sighted[place] = hash;
            return root;
        }
        int free = places[place] == 0 || places[place ^ 1] != 0 ? place : place ^ 1;
        int index = places[free] == 0 ? count + 1 : places[free];
        KnownField learned = new KnownField(name, index, from, at, to - at);
        all[index] = learned;
        places[free] = index;
        count = Math.max(count, index); // only now: there may be no memory for it, and no stack
        return learned;
    }
}

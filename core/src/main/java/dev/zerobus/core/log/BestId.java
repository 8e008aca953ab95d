// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import org.jspecify.annotations.Nullable;

/** Keeps that of several ids whose key is preferred. Owned by one thread. */
final class BestId {

    private @Nullable String key;
    private @Nullable CharSequence value;
    private int rank = Integer.MAX_VALUE;
    private @Nullable String leftKey;
    private @Nullable CharSequence leftValue;

    /** Returns false if an id is left over, this one or the one before: see {@link #leftKey}. */
    boolean offer(String itsKey, Object id, int itsRank) {
        CharSequence text = text(id);
        if (isNothing(text)) {
            return true;
        }
        if (itsRank > rank) {
            leftKey = itsKey;
            leftValue = text;
            return false;
        }
        boolean first = key == null || itsRank == rank;
        leftKey = key;
        leftValue = value;
        key = itsKey;
        value = text;
        rank = itsRank;
        return first;
    }

    private static @Nullable CharSequence text(Object id) {
        return id instanceof CharSequence
                ? (CharSequence) id
                : id instanceof Number || id instanceof java.util.UUID ? id.toString() : null;
    }

    /** Zeros only is how tracers say that there is no trace. */
    private static boolean isNothing(@Nullable CharSequence text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    boolean isKnown() {
        return key != null;
    }

    /** Keeps what another one does. */
    void set(BestId other) {
        key = other.key;
        value = other.value;
        rank = other.rank;
    }

    @Nullable
    CharSequence value() {
        return value;
    }

    @Nullable
    String leftKey() {
        return leftKey;
    }

    @Nullable
    CharSequence leftValue() {
        return leftValue;
    }

    void clear() {
        key = null;
        value = null;
        leftKey = null;
        leftValue = null;
        rank = Integer.MAX_VALUE;
    }
}

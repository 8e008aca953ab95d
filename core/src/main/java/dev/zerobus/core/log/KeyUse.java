// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

/** What a key of the logging context is used for. Immutable. */
final class KeyUse {

    /** Nothing. */
    static final KeyUse NONE = new KeyUse(false, false, 0);

    /** A field of its own name. */
    static final KeyUse FIELD = new KeyUse(false, false, 0);

    private final boolean trace;
    private final boolean span;

    /** 0 is preferred to 1, and so on. */
    final int rank;

    private KeyUse(boolean trace, boolean span, int rank) {
        this.trace = trace;
        this.span = span;
        this.rank = rank;
    }

    static KeyUse trace(int rank) {
        return new KeyUse(true, false, rank);
    }

    static KeyUse span(int rank) {
        return new KeyUse(false, true, rank);
    }

    boolean holdsTrace() {
        return trace;
    }

    boolean holdsSpan() {
        return span;
    }
}

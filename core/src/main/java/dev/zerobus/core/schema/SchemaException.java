// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import org.jspecify.annotations.Nullable;

/** A table's schema could not be had. The message says what happened and what to do about it. Immutable. */
public final class SchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether asking again can help. */
    private final boolean retriable;
    /** What to do about it. */
    private final String advice;

    /**
     * Creates one.
     *
     * @param retriable whether the same call can succeed later without anybody changing anything
     * @param problem what happened
     * @param advice what to do about it
     * @param cause the error behind it, if there is one
     */
    public SchemaException(boolean retriable, String problem, String advice, @Nullable Throwable cause) {
        super(problem + ": " + advice, cause);
        this.retriable = retriable;
        this.advice = advice;
    }

    /**
     * Tells whether asking again can help.
     *
     * @return true for outages and limits; false if somebody has to change something first
     */
    public boolean retriable() {
        return retriable;
    }

    /**
     * Returns what to do about it.
     *
     * @return one sentence without a full stop
     */
    public String advice() {
        return advice;
    }
}

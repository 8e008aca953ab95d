// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

/** No token was to be had. The message says which endpoint, what it answered and what to do; it holds no secret. */
public final class TokenException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether asking again may help. */
    private final boolean retriable;

    /**
     * Says why there is no token.
     *
     * @param message what happened, to whom it was asked, and what to do about it; no secret
     * @param retriable whether the same request may succeed later
     */
    public TokenException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /**
     * Tells whether the same request may succeed later.
     *
     * @return true for 5xx, 429 and network errors; false for everything that somebody has to repair
     */
    public boolean retriable() {
        return retriable;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import java.util.Objects;

/** An access token. Immutable; its value appears in no {@code toString}. */
public final class Token {

    private final String value;

    /**
     * Wraps a token.
     *
     * @param value what goes behind {@code Bearer}
     */
    public Token(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * Returns the secret.
     *
     * @return what goes behind {@code Bearer}
     */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "Token(hidden)";
    }
}

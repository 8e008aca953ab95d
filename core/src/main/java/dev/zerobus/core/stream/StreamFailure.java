// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.util.List;
import java.util.Objects;

/** Why a stream or an attempt ended. Immutable. Never holds a secret. */
public final class StreamFailure {

    private final FailureCode code;
    private final String text;
    private final List<String> causes;

    private StreamFailure(FailureCode code, String text, List<String> causes) {
        this.code = Objects.requireNonNull(code, "code");
        this.text = Objects.requireNonNull(text, "text");
        this.causes = List.copyOf(causes);
    }

    /**
     * Makes a failure.
     *
     * @param code what it is
     * @param text what the service or the transport said, in one line
     * @return the failure
     */
    public static StreamFailure of(FailureCode code, String text) {
        return new StreamFailure(code, text, List.of());
    }

    /**
     * Makes a failure with structured causes.
     *
     * @param code what it is
     * @param text what the service or the transport said, in one line
     * @param causes the service's own names for what is wrong, such as {@code FIELD_NOT_IN_TABLE}
     * @return the failure
     */
    public static StreamFailure of(FailureCode code, String text, List<String> causes) {
        return new StreamFailure(code, text, causes);
    }

    /**
     * Returns what it is.
     *
     * @return the code
     */
    public FailureCode code() {
        return code;
    }

    /**
     * Returns what was said.
     *
     * @return one line
     */
    public String text() {
        return text;
    }

    /**
     * Returns the structured causes of a schema failure ({@code google.rpc.ErrorInfo}, Zerobus public SDK).
     *
     * @return such as {@code FIELD_NOT_IN_TABLE}, {@code TYPE_INCOMPATIBLE}; empty if none were given
     */
    public List<String> causes() {
        return causes;
    }

    /**
     * Tells whether the failure may pass by itself.
     *
     * @return whether the same again may succeed
     */
    public boolean retriable() {
        return code.retriable();
    }

    @Override
    public String toString() {
        String causesText = causes.isEmpty() ? "" : " [" + String.join(", ", causes) + "]";
        return text.isEmpty() ? code + causesText : code + ": " + text + causesText;
    }
}

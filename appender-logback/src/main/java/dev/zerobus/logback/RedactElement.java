// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.ArrayList;
import java.util.List;

/**
 * The element {@code <redact>}: what is masked before an event leaves the thread that logs.
 *
 * <pre>{@code
 * <redact>
 *   <keys>*password*,authorization</keys>
 *   <pattern>\b\d{16}\b</pattern>
 *   <pattern>(?<=token=)\S+</pattern>
 * </redact>
 * }</pre>
 *
 * Owned by the thread that configures.
 */
public final class RedactElement {

    private final List<String> keys = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();

    /** Makes an empty one. */
    public RedactElement() {}

    /**
     * Adds names of fields and MDC keys whose values are masked.
     *
     * @param names separated by commas, {@code *} for any characters
     */
    public void addKeys(String names) {
        keys.add(names.trim());
    }

    /**
     * Adds what is masked wherever it is found in a text.
     *
     * @param expression a regular expression
     */
    public void addPattern(String expression) {
        // the option separates several by white space
        patterns.add(expression.trim().replace(" ", "\\x20"));
    }

    void applyTo(ElementSettings settings) {
        settings.set("redact.keys", String.join(",", keys), "<redact><keys>");
        settings.set("redact.patterns", String.join(" ", patterns), "<redact><pattern>");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One step of a check, and what came of it. Immutable; holds no secret. */
public final class CheckStep {

    /** What is looked at, in this order. */
    public enum Part {
        /** The configuration itself. */
        CONFIGURATION,
        /** Whether the host has an address and takes connections, through the proxy if there is one. */
        ENDPOINT,
        /** Whether its certificate is valid and trusted. */
        TLS,
        /** Whether the service principal gets a token. */
        TOKEN,
        /** Whether it gets one for the table. */
        GRANTS,
        /** Whether the table is there, and its columns can be read. */
        TABLE,
        /** Whether events fit into its columns. */
        SCHEMA,
        /** Whether a stream to it opens. */
        STREAM
    }

    /** What came of it. */
    public enum Outcome {
        /** As it should be. */
        OK,
        /** It works, and there is something to look at. */
        WARN,
        /** It does not work. */
        FAILED,
        /** It was not looked at. */
        SKIPPED
    }

    private final Part part;
    private final String subject;
    private final Outcome outcome;
    private final String text;
    private final @Nullable String advice;
    private final long millis;

    CheckStep(Part part, String subject, Outcome outcome, String text, @Nullable String advice, long millis) {
        this.part = part;
        this.subject = subject;
        this.outcome = outcome;
        this.text = text;
        this.advice = advice;
        this.millis = millis;
    }

    /**
     * Returns what was looked at.
     *
     * @return the part
     */
    public Part part() {
        return part;
    }

    /**
     * Returns of what.
     *
     * @return such as {@code workspace} or {@code lane orders}; empty if there is only one
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns what came of it.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns what was found.
     *
     * @return one line
     */
    public String text() {
        return text;
    }

    /**
     * Returns what to do about it.
     *
     * @return one line; null if there is nothing to do
     */
    public @Nullable String advice() {
        return advice;
    }

    /**
     * Returns how long it took.
     *
     * @return milliseconds
     */
    public long millis() {
        return millis;
    }

    /**
     * Writes the step for people.
     *
     * @return one line, such as {@code OK      tls            TLSv1.3, issued by ...}
     */
    @Override
    public String toString() {
        String what = part.name().toLowerCase(Locale.ROOT) + (subject.isEmpty() ? "" : " (" + subject + ")");
        String line = String.format(Locale.ROOT, "%-8s%-22s %s", outcome, what, text);
        return advice == null ? line : line + "; to do: " + advice;
    }
}

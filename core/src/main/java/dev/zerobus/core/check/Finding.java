// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.check.CheckStep.Outcome;
import org.jspecify.annotations.Nullable;

/** What a step has found. Immutable. */
final class Finding {

    private static final int MAX_CHARS = 1_000;

    final Outcome outcome;
    final String text;
    final @Nullable String advice;

    private Finding(Outcome outcome, String text, @Nullable String advice) {
        this.outcome = outcome;
        this.text = line(text);
        this.advice = advice == null ? null : line(advice);
    }

    static Finding ok(String text) {
        return new Finding(Outcome.OK, text, null);
    }

    static Finding warn(String text, String advice) {
        return new Finding(Outcome.WARN, text, advice);
    }

    static Finding failed(String text, String advice) {
        return new Finding(Outcome.FAILED, text, advice);
    }

    static Finding skipped(String why) {
        return new Finding(Outcome.SKIPPED, why, null);
    }

    /** One line of bounded length, whatever a server has said. */
    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").trim();
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }
}

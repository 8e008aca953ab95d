// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.thread.CaptureGuard;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks by the rules of a {@link Redaction}, with matchers and scratch texts of its own that are used again. Owned by one
 * thread at a time.
 *
 * <p>A text that can not be searched (the expression takes too many steps, or too much stack) is masked as a whole, never
 * let through.
 */
final class Redactor {

    /** What is searched beyond the longest text at least, so that a match across the cut is found. */
    static final int MARGIN_CHARS = 4_096;

    /** After so many texts of one event that could not be searched the others are masked unsearched: time has a bound. */
    static final int MAX_FAILED = 8;

    /** What the scratch texts keep for the next event. */
    private static final int KEPT_CHARS = 16 << 10;

    private final Redaction rules;
    private final Matcher[] matchers;
    private final int textChars;

    /** As much again as a text may have: what is secret and longer than that would not fit into any text. */
    private final int marginChars;

    private final FieldProblems problems;
    private final MeteredText metered = new MeteredText();
    /** Null where nothing is kept. */
    private @Nullable StringBuilder found;

    private @Nullable StringBuilder spare;

    /** Texts of this event that could not be searched. */
    private int failed;

    /** When that event was begun: so many failures take longer than a microsecond, so no other one began then. */
    private long failedMicros;

    /** How much of the text is written; what lies behind it is only searched. */
    private int keep;

    /** Asks when the present event was begun, so that nothing has to be done when one begins: see NoAllocationTest. */
    private final LongSupplier begunMicros;

    Redactor(Redaction rules, EventLimits limits, FieldProblems problems, LongSupplier begunMicros) {
        this.begunMicros = begunMicros;
        this.rules = rules;
        this.textChars = limits.textBytes();
        this.marginChars = Math.max(MARGIN_CHARS, textChars);
        this.problems = problems;
        List<Pattern> patterns = rules.patterns();
        this.matchers = new Matcher[patterns.size()];
        for (int i = 0; i < matchers.length; i++) {
            matchers[i] = patterns.get(i).matcher("");
        }
    }

    String mask() {
        return rules.mask();
    }

    boolean masks(String name) {
        return rules.masks(name);
    }

    /** The value, or what stands for it if its field is masked. */
    @Nullable
    Object value(String name, @Nullable Object value) {
        if (value == null || !rules.masks(name)) {
            return value;
        }
        Object inner = value;
        while (inner instanceof Optional) {
            inner = ((Optional<?>) inner).orElse(null);
        }
        return inner != null && ScalarEncoder.becomesText(inner) ? rules.mask() : null;
    }

    /** A text that is the value of a field. */
    CharSequence text(String name, CharSequence text) {
        return rules.masks(name) ? rules.mask() : text(text);
    }

    /** Writes a text of the application's that is known by a name. */
    void write(int tag, String name, CharSequence text, TextEncoder to) {
        CaptureGuard.Place place = CaptureGuard.shared().enter();
        try {
            CharSequence shown = text(name, text);
            if (shown instanceof String) {
                to.write(tag, (String) shown);
            } else {
                to.write(tag, shown);
            }
        } finally {
            place.thread = null;
        }
    }

    /**
     * Masks what the patterns find.
     *
     * @return the text itself if they find nothing; else a text that the next call uses again
     */
    CharSequence text(CharSequence text) {
        if (matchers.length == 0) {
            return text;
        }
        if (failed > 0 && begunMicros.getAsLong() != failedMicros) {
            failed = 0;
        }
        if (failed >= MAX_FAILED) {
            problems.count(FieldProblem.REDACTION_FAILED);
            return rules.mask();
        }
        // Read once: a text of the application's may answer differently when asked again, or throw.
        CharSequence fixed = text instanceof String ? text : snapshot(text);
        try {
            return masked(fixed);
        } catch (Throwable thrown) {
            // Exhausted, or a StackOverflowError of the expression
            failed++;
            failedMicros = begunMicros.getAsLong();
            problems.count(FieldProblem.REDACTION_FAILED);
            return rules.mask();
        } finally {
            metered.reset("", 0);
            // who has asked has it still
            found = kept(found);
            spare = kept(spare);
        }
    }

    private static @Nullable StringBuilder kept(@Nullable StringBuilder builder) {
        return builder == null || builder.capacity() > KEPT_CHARS ? null : builder;
    }

    private CharSequence snapshot(CharSequence text) {
        int chars = Math.max(0, Math.min(text.length(), textChars + marginChars));
        StringBuilder copy = emptied(found);
        found = copy;
        for (int i = 0; i < chars; i++) {
            copy.append(text.charAt(i));
        }
        return copy;
    }

    private CharSequence masked(CharSequence text) {
        CharSequence current = text;
        keep = Math.min(text.length(), textChars);
        for (Matcher matcher : matchers) {
            int window = Math.min(current.length(), keep + marginChars);
            metered.reset(current, window);
            matcher.reset(metered);
            if (matcher.find()) {
                current = replaced(matcher, current, window);
            }
        }
        if (current == text && text instanceof String) {
            return text;
        }
        return cut((StringBuilder) current, text);
    }

    /** The kept part ends where it ended; a match that goes beyond is in it as a whole, as a mask. */
    private CharSequence replaced(Matcher matcher, CharSequence from, int window) {
        StringBuilder to = emptied(from == found ? spare : found);
        int copied = 0;
        int kept = -1;
        do {
            int start = matcher.start();
            int end = matcher.end();
            if (end == start) {
                continue;
            }
            if (start >= keep && kept < 0) {
                kept = to.length() + keep - copied;
            }
            to.append(from, copied, start).append(rules.mask());
            copied = end;
            if (end >= keep && kept < 0) {
                kept = to.length();
            }
        } while (matcher.find());
        if (kept < 0) {
            kept = to.length() + keep - copied;
        }
        to.append(from, copied, window);
        keep = kept;
        if (from == found) {
            spare = found;
        }
        found = to;
        return to;
    }

    private CharSequence cut(StringBuilder result, CharSequence original) {
        boolean missing = original.length() > textChars;
        // one more, by which the encoder, which cuts it, sees that something is missing
        int shown = missing && keep == textChars ? keep + 1 : keep;
        if (result.length() > shown) {
            result.setLength(shown);
        }
        if (missing && keep < textChars) {
            // shorter by masking, so the encoder does not see it
            problems.count(FieldProblem.TRUNCATED);
        }
        return result;
    }

    private static StringBuilder emptied(@Nullable StringBuilder builder) {
        if (builder == null) {
            return new StringBuilder();
        }
        builder.setLength(0);
        return builder;
    }
}

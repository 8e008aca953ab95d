// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is masked before an event's bytes are written: the values of fields of certain names, and what certain patterns find
 * in texts. Immutable but for what it remembers; safe from any thread.
 *
 * <p>By name: a text becomes the mask; a number, boolean, time, list, map or binary value becomes null, because a text would
 * not fit its column and the row would be lost. By pattern: in the message, its template and arguments, the name of the
 * thread, every text value and key however deep, and the messages of throwables, every match becomes the mask. Names (of the
 * event, its fields, the logger, the level, classes) and ids of traces and spans are not looked at.
 */
public final class Redaction {

    /** Of how many names it is remembered whether they are masked. */
    static final int MAX_NAMES = 1_024;

    private static final int MAX_NAME_LENGTH = 255;

    private final Predicate<String> names;
    private final List<Pattern> patterns;
    private final String mask;
    private final ConcurrentHashMap<String, Boolean> known = new ConcurrentHashMap<>();

    /**
     * Makes rules.
     *
     * @param names tells of a field's name whether its value is masked
     * @param patterns what is masked in texts, one after the other
     * @param mask what stands there instead
     */
    public Redaction(Predicate<String> names, List<Pattern> patterns, String mask) {
        this.names = names;
        this.patterns = List.copyOf(patterns);
        this.mask = mask;
    }

    /** Allocates nothing for a name that it knows. */
    boolean masks(String name) {
        Boolean masked = known.get(name);
        return masked != null ? masked : learn(name);
    }

    private boolean learn(String name) {
        boolean masked = names.test(name);
        // the count may be behind by as many as there are threads here: the bound is a bound all the same
        if (name.length() <= MAX_NAME_LENGTH && known.mappingCount() < MAX_NAMES) {
            known.put(name, masked);
        }
        return masked;
    }

    int remembered() {
        return known.size();
    }

    List<Pattern> patterns() {
        return patterns;
    }

    String mask() {
        return mask;
    }
}

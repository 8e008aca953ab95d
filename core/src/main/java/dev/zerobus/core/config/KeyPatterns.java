// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Patterns of names of fields and context keys: {@code *} stands for any characters, also none; letters match whatever their
 * case is. Immutable.
 */
public final class KeyPatterns {

    /** Matches nothing. */
    public static final KeyPatterns NONE = new KeyPatterns(List.of());

    /** How many patterns there may be. */
    static final int MAX_PATTERNS = 256;

    private static final String NOTHING = "none";

    private final List<String> patterns;

    private KeyPatterns(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Parses patterns.
     *
     * @param text patterns separated by commas, or {@code none}
     * @return the patterns
     * @throws IllegalArgumentException if there is an empty one, too many, or one with a control character
     */
    public static KeyPatterns of(String text) {
        if (text.trim().toLowerCase(Locale.ROOT).equals(NOTHING)) {
            return NONE;
        }
        List<String> patterns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            patterns.add(checked(part.trim()));
        }
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("there are more than " + MAX_PATTERNS + " patterns");
        }
        return new KeyPatterns(patterns);
    }

    private static String checked(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("there is an empty pattern");
        }
        if (TextType.hasControl(pattern)) {
            throw new IllegalArgumentException("there is a control character in a pattern");
        }
        return pattern;
    }

    /**
     * Tells whether a name is meant. Allocates nothing.
     *
     * @param name the name of a field, or a key
     * @return whether one of the patterns matches all of it
     */
    public boolean matches(String name) {
        for (int i = 0; i < patterns.size(); i++) {
            if (Glob.matches(patterns.get(i), name, true)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether no name is meant.
     *
     * @return whether there is no pattern
     */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    @Override
    public String toString() {
        return patterns.isEmpty() ? NOTHING : String.join(",", patterns);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.List;

/** Patterns of event names: {@code *} stands for any characters, also none; everything else for itself. Immutable. */
public final class EventPatterns {

    /** Takes every event. */
    public static final EventPatterns ALL = of("*");

    private static final int MAX_PATTERNS = 256;

    private final List<String> patterns;

    private EventPatterns(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Parses patterns.
     *
     * @param text patterns separated by commas
     * @return the patterns
     * @throws IllegalArgumentException if there is none, an empty one, too many, or one with a control character
     */
    public static EventPatterns of(String text) {
        List<String> patterns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String pattern = part.trim();
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("there is an empty pattern");
            }
            if (TextType.hasControl(pattern)) {
                throw new IllegalArgumentException("there is a control character in a pattern");
            }
            patterns.add(pattern);
        }
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("there are more than " + MAX_PATTERNS + " patterns");
        }
        return new EventPatterns(patterns);
    }

    /**
     * Tells whether an event is taken. Allocates nothing.
     *
     * @param event its name
     * @return whether one of the patterns matches the whole name
     */
    public boolean matches(String event) {
        for (int i = 0; i < patterns.size(); i++) {
            if (Glob.matches(patterns.get(i), event, false)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether every event is taken.
     *
     * @return whether a pattern is just {@code *}
     */
    public boolean all() {
        return patterns.contains("*");
    }

    @Override
    public String toString() {
        return String.join(",", patterns);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options that attributes and elements set, each with its place, and what is wrong with them. Owned by one thread. */
final class ElementSettings {

    /** What Log4j leaves of a look-up that has found nothing. */
    private static final Pattern LOOKUP = Pattern.compile("\\$\\{[a-zA-Z][a-zA-Z0-9]*:[^}]*}");

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Sets an option by an attribute of the appender; one that is absent or empty counts as not set. */
    void attribute(String key, @Nullable String value, String attribute) {
        if (value != null && !value.isBlank()) {
            set(key, value, "attribute " + attribute);
        }
    }

    /** Sets an option that is not set yet. */
    void set(String key, String value, String place) {
        if (LOOKUP.matcher(value).find()) {
            wrong(place + ": Log4j has found nothing for the look-up in '" + value
                    + "'; set what it asks for, or give a default as in ${env:NAME:-default}");
            return;
        }
        Entry before = entries.putIfAbsent(key, new Entry(value, place));
        if (before != null) {
            wrong("zerobus." + key + " is set twice, by " + before.place + " and by " + place + ": leave one out");
        }
    }

    /** Adds {@code name=value} to an option that is a list of such pairs. */
    void addPair(String key, @Nullable String name, @Nullable String value, String place, String right, String prefix) {
        if (name == null || name.isBlank() || value == null) {
            wrong(place + " is not complete; right is " + right);
        } else if (atTop(place, prefix)) {
            add(key, name + '=' + value.replace(",", "\\,"), ",", place);
        }
    }

    /** Adds one more to an option that is a list. */
    void add(String key, String piece, String separator, String place) {
        Entry before = entries.remove(key);
        set(key, before == null ? piece : before.value + separator + piece, before == null ? place : before.place);
    }

    /** Says it, if an element that is not for lanes stands in one. */
    boolean atTop(String place, String prefix) {
        if (!prefix.isEmpty()) {
            wrong(place + " stands inside of <Lane>; right is inside of <Zerobus>");
        }
        return prefix.isEmpty();
    }

    static String bare(String key) {
        return key.startsWith("zerobus.") ? key.substring("zerobus.".length()) : key;
    }

    void wrong(String problem) {
        problems.add(problem);
    }

    void addAll(ElementSettings others) {
        others.entries.forEach((key, entry) -> set(key, entry.value, entry.place));
        problems.addAll(others.problems);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    List<String> problems() {
        return problems;
    }

    /** A value, and where it stands. Immutable. */
    static final class Entry {
        final String value;
        final String place;

        Entry(String value, String place) {
            this.value = value;
            this.place = place;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import dev.zerobus.core.config.ConfigBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options as elements said them, each with the element; and what is wrong with the elements themselves. Owned by one thread. */
final class ElementSettings {

    /** What Logback puts in the place of a variable that nothing defines. */
    private static final Pattern UNDEFINED = Pattern.compile("([A-Za-z0-9_.-]+)_IS_UNDEFINED");

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Sets an option that is not set yet.
     *
     * @param key the option's key, with or without {@code zerobus.}
     * @param value as it was written; null or blank counts as not set, as an empty variable of the environment does
     * @param element where it was written
     */
    void set(String key, @Nullable String value, String element) {
        if (value == null || value.isBlank() || isUndefined(value, element)) {
            return;
        }
        Entry before = entries.putIfAbsent(bare(key), new Entry(value.trim(), element));
        if (before != null) {
            wrong("zerobus." + bare(key) + " is set twice, by " + before.element + " and by " + element
                    + "; leave one of them out");
        }
    }

    /** Adds {@code name=value} to an option that is a list of such pairs. */
    void addPair(String key, @Nullable String name, @Nullable String value, String element, String right) {
        if (name == null || name.isBlank() || value == null || value.isBlank()) {
            wrong("a " + element + " is not complete; right is " + right);
        } else if (!isUndefined(name, element) && !isUndefined(value, element)) {
            String pair = name.trim() + '=' + value.trim();
            Entry before = entries.get(key);
            entries.put(key, before == null ? new Entry(pair, element) : before.with(pair));
        }
    }

    private boolean isUndefined(String value, String element) {
        Matcher undefined = UNDEFINED.matcher(value);
        if (!undefined.find()) {
            return false;
        }
        String variable = undefined.group(1);
        wrong(element + " asks for ${" + variable + "}, which nothing defines; define it, or give a default as in ${"
                + variable + ":-default}");
        return true;
    }

    private static String bare(String key) {
        return key.startsWith("zerobus.") ? key.substring("zerobus.".length()) : key;
    }

    void wrong(String problem) {
        problems.add(problem);
    }

    List<String> problems() {
        return problems;
    }

    void applyTo(ConfigBuilder config, @Nullable String appender) {
        String of = appender == null ? "" : " of appender " + appender;
        entries.forEach((key, entry) -> config.set(key, entry.value, entry.element + of));
    }

    /** A value, and where it was written. Immutable. */
    private static final class Entry {
        final String value;
        final String element;

        Entry(String value, String element) {
            this.value = value;
            this.element = element;
        }

        Entry with(String more) {
            return new Entry(value + ',' + more, element);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is so for every row of this process: service, host, pod, and constants of the configuration. Bounded in number and
 * size, since every row may carry all of them. Immutable.
 */
public final class RowFacts {

    /** How many there can be. */
    public static final int MAX_FACTS = 64;

    /** How long a value can be, in bytes of UTF-8. */
    public static final int MAX_VALUE_BYTES = 1_024;

    /** How long a name can be, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    /** None at all. */
    public static final RowFacts NONE = new RowFacts(List.of(), List.of());

    private final List<RowFact> facts;
    private final List<String> leftOut;

    private RowFacts(List<RowFact> facts, List<String> leftOut) {
        this.facts = facts;
        this.leftOut = leftOut;
    }

    /**
     * Takes the first fact of each name (compared without case), within the bounds.
     *
     * @param inOrder those that count most first
     * @return the facts, in that order
     */
    public static RowFacts of(List<RowFact> inOrder) {
        Map<String, RowFact> taken = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (RowFact fact : inOrder) {
            String key = fact.name().toLowerCase(Locale.ROOT);
            if (taken.containsKey(key)) {
                continue;
            }
            if (taken.size() == MAX_FACTS
                    || tooLong(fact.name(), MAX_NAME_BYTES)
                    || tooLong(fact.value(), MAX_VALUE_BYTES)) {
                leftOut.add(
                        fact.name().length() <= MAX_NAME_BYTES
                                ? fact.name()
                                : "(a name of " + fact.name().length() + " characters)");
            } else {
                taken.put(key, fact);
            }
        }
        return new RowFacts(
                Collections.unmodifiableList(new ArrayList<>(taken.values())), Collections.unmodifiableList(leftOut));
    }

    private static boolean tooLong(String text, int mostBytes) {
        return text.length() > mostBytes || text.getBytes(StandardCharsets.UTF_8).length > mostBytes;
    }

    /**
     * Returns them.
     *
     * @return in order; can not be changed
     */
    public List<RowFact> all() {
        return facts;
    }

    /**
     * Returns what was left out because of the bounds.
     *
     * @return names
     */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * Finds one.
     *
     * @param name either of its names, in any case
     * @return null if there is none
     */
    public @Nullable RowFact find(String name) {
        for (RowFact fact : facts) {
            if (fact.name().equalsIgnoreCase(name)) {
                return fact;
            }
        }
        for (RowFact fact : facts) {
            if (fact.otelName().equalsIgnoreCase(name)) {
                return fact;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts per name, for a bounded number of names of bounded length: names come from the application's data, and there may
 * be millions. What comes after the bound is counted together under {@link #OTHERS}. Safe from any thread.
 */
final class NameCounts {

    static final int MAX_NAMES = 256;
    static final int MAX_NAME_LENGTH = 255;
    static final String OTHERS = "(others)";

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder others = new LongAdder();
    private final LongAdder total = new LongAdder();

    void count(String name) {
        total.increment();
        String bounded = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
        LongAdder known = counts.get(bounded);
        if (known == null) {
            known = add(bounded);
        }
        (known == null ? others : known).increment();
    }

    /** Locked, so that threads which come together do not exceed the bound; happens once for each name. */
    private synchronized @Nullable LongAdder add(String name) {
        LongAdder known = counts.get(name);
        if (known == null && counts.size() < MAX_NAMES) {
            known = new LongAdder();
            counts.put(name, known);
        }
        return known;
    }

    long total() {
        return total.sum();
    }

    Map<String, Long> byName() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((name, count) -> result.put(name, count.sum()));
        if (others.sum() > 0) {
            result.put(OTHERS, others.sum());
        }
        return Collections.unmodifiableMap(result);
    }
}

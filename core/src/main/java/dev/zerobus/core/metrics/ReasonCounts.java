// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One counter for each constant of an enumeration. Safe from any thread; counting takes no lock and allocates nothing.
 *
 * @param <E> the enumeration
 */
public final class ReasonCounts<E extends Enum<E>> {

    private final Class<E> reasons;
    private final EnumMap<E, LongAdder> adders;

    /**
     * Starts at zero.
     *
     * @param reasons the enumeration
     */
    public ReasonCounts(Class<E> reasons) {
        this.reasons = reasons;
        this.adders = new EnumMap<>(reasons);
        for (E reason : reasons.getEnumConstants()) {
            adders.put(reason, new LongAdder());
        }
    }

    /**
     * Counts one.
     *
     * @param reason for what
     */
    public void count(E reason) {
        count(reason, 1);
    }

    /**
     * Counts several.
     *
     * @param reason for what
     * @param many how many
     */
    public void count(E reason, long many) {
        LongAdder adder = adders.get(reason);
        if (adder != null) {
            adder.add(many);
        }
    }

    /**
     * Reads all counters.
     *
     * @return every constant with its count; can not be changed
     */
    public Map<E, Long> sums() {
        Map<E, Long> result = new EnumMap<>(reasons);
        adders.forEach((reason, adder) -> result.put(reason, adder.sum()));
        return Collections.unmodifiableMap(result);
    }
}

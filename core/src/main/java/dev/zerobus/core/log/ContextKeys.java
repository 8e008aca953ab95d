// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.config.KeyPatterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides what a key of the logging context is used for. What was decided is remembered for a bounded number of keys, so
 * that a look-up is one hash look-up without allocation; beyond the bound patterns are matched each time, which allocates
 * nothing either. Safe from any thread.
 */
final class ContextKeys {

    static final int MAX_KEYS = 1_024;
    private static final int MAX_KEY_LENGTH = 255;

    private final KeyPatterns included;
    private final KeyPatterns excluded;
    private final Map<String, KeyUse> ids = new HashMap<>();
    private final ConcurrentHashMap<String, KeyUse> known = new ConcurrentHashMap<>();

    ContextKeys(KeyPatterns included, KeyPatterns excluded, List<String> traceKeys, List<String> spanKeys) {
        this.included = included;
        this.excluded = excluded;
        for (int rank = 0; rank < spanKeys.size(); rank++) {
            ids.put(spanKeys.get(rank), KeyUse.span(rank));
        }
        // a key in both lists is the trace's
        for (int rank = 0; rank < traceKeys.size(); rank++) {
            ids.put(traceKeys.get(rank), KeyUse.trace(rank));
        }
    }

    KeyUse use(String key) {
        KeyUse use = known.get(key);
        return use != null ? use : learn(key);
    }

    /** What the key would be used for if it held no id: of two keys with ids, one is an ordinary field. */
    boolean isField(String key) {
        return included.matches(key) && !excluded.matches(key);
    }

    private KeyUse learn(String key) {
        KeyUse id = ids.get(key);
        KeyUse use = id != null ? id : isField(key) ? KeyUse.FIELD : KeyUse.NONE;
        // the count may be behind by as many as there are threads here: the bound is a bound all the same
        if (key.length() <= MAX_KEY_LENGTH && known.mappingCount() < MAX_KEYS) {
            remember(key, use);
        }
        return use;
    }

    private void remember(String key, KeyUse use) {
        try {
            known.put(key, use);
        } catch (OutOfMemoryError full) {
            // it is decided anew the next time
        }
    }

    int remembered() {
        return known.size();
    }
}

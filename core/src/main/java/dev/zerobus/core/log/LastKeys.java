// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import org.jspecify.annotations.Nullable;

/**
 * What the keys of the last event's context were used for. The next event mostly has the same keys in the same order, the
 * very same strings: then nothing is looked up. Owned by one thread at a time.
 *
 * <p>Bounded: {@value #MOST_KEYS} keys, of which none is long.
 */
final class LastKeys {

    static final int MOST_KEYS = 16;
    private static final int LONGEST_KEY = 255;

    private final LogSettings settings;
    private final @Nullable String[] keys = new String[MOST_KEYS];
    private final @Nullable KeyUse[] uses = new KeyUse[MOST_KEYS];
    private int next;

    LastKeys(LogSettings settings) {
        this.settings = settings;
    }

    /** The next event begins. */
    void restart() {
        next = 0;
    }

    /** Answers for the next key of the event. */
    @SuppressWarnings("ReferenceEquality") // an equal one is looked up as any other
    KeyUse use(String key) {
        int at = next;
        if (at == MOST_KEYS) {
            return settings.use(key);
        }
        next = at + 1;
        KeyUse known = uses[at];
        if (keys[at] == key && known != null) {
            return known;
        }
        KeyUse use = settings.use(key);
        if (key.length() <= LONGEST_KEY) {
            keys[at] = key;
            uses[at] = use;
        }
        return use;
    }

    int remembered() {
        int count = 0;
        for (String key : keys) {
            count += key == null ? 0 : 1;
        }
        return count;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.core.row.Distance;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped key was meant to be, by the number of letters to change. */
final class NearestKey {

    private NearestKey() {}

    /** Returns null if nothing is near. */
    static @Nullable String of(String key) {
        LaneKey laneKey = LaneKey.of(key);
        String wanted = (laneKey == null ? key : laneKey.optionKey).toLowerCase(Locale.ROOT);
        Option<?> best = null;
        int bestDistance = Math.max(2, wanted.length() / 3) + 1;
        for (Option<?> option : Options.all()) {
            if (laneKey != null && option.scope() == Option.Scope.CLIENT) {
                continue;
            }
            int distance = distance(wanted, option.key());
            if (distance < bestDistance) {
                best = option;
                bestDistance = distance;
            }
        }
        if (best == null) {
            return null;
        }
        return ConfigSources.PREFIX + (laneKey == null ? best.key() : LaneKey.key(laneKey.lane, best));
    }

    static int distance(String a, String b) {
        return Distance.between(a, b);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

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

    /** Levenshtein's distance, in two rows. */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[b.length()];
    }
}

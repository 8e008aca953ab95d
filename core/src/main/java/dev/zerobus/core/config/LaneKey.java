// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A key such as {@code lanes.orders.ring.size}, taken apart. Immutable. */
final class LaneKey {

    static final String PREFIX = "lanes.";
    private static final int MAX_NAME_CHARS = 64;

    final String lane;
    final String optionKey;

    private LaneKey(String lane, String optionKey) {
        this.lane = lane;
        this.optionKey = optionKey;
    }

    /** Returns null if the key is not a lane's. */
    static @Nullable LaneKey of(String key) {
        if (!key.startsWith(PREFIX)) {
            return null;
        }
        int dot = key.indexOf('.', PREFIX.length());
        return dot < 0
                ? new LaneKey(key.substring(PREFIX.length()), "")
                : new LaneKey(key.substring(PREFIX.length(), dot), key.substring(dot + 1));
    }

    static String key(String lane, Option<?> option) {
        return PREFIX + lane + '.' + option.key();
    }

    static boolean validName(String lane) {
        if (lane.isEmpty() || lane.length() > MAX_NAME_CHARS || lane.charAt(0) == '_' || lane.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < lane.length(); i++) {
            char c = lane.charAt(i);
            if (!TextType.isLetterOrDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Variables of the environment know neither case nor dash: both spellings name the same lane. */
    static String normal(String lane) {
        return lane.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}

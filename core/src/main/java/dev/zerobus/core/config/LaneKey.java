// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key such as {@code lanes.orders.ring.size}, taken apart. Immutable. */
final class LaneKey {

    static final String PREFIX = "lanes.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

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
        return NAME.matcher(lane).matches();
    }

    /** Variables of the environment know neither case nor dash: both spellings name the same lane. */
    static String normal(String lane) {
        return lane.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}

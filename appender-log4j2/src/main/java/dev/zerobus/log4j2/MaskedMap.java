// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogSettings;
import java.util.Map;
import org.apache.logging.log4j.message.MapMessage;

/**
 * The text of a message that is a map with entries to be masked. Log4j's own text has all values in it, in whatever format, so
 * it is not taken then. Stateless; safe from any thread.
 */
final class MaskedMap {

    /** Deeper maps are masked without a look. */
    private static final int MAX_DEPTH = 8;

    private MaskedMap() {}

    /** Whether a key of the message, or of a map inside, is one whose value is masked. */
    static boolean isNeeded(MapMessage<?, ?> message, LogSettings settings) {
        return settings.masksKeys() && isNeeded(message.getData(), settings, 0);
    }

    private static boolean isNeeded(Map<?, ?> map, LogSettings settings, int depth) {
        if (depth == MAX_DEPTH) {
            return true;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (isMasked(entry, settings, depth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMasked(Map.Entry<?, ?> entry, LogSettings settings, int depth) {
        Object value = entry.getValue();
        return settings.masks(String.valueOf(entry.getKey()))
                || (value instanceof Map && isNeeded((Map<?, ?>) value, settings, depth + 1));
    }

    /** Writes the entries as Log4j does without a format: {@code key="value" key="value"}. */
    static CharSequence write(MapMessage<?, ?> message, LogSettings settings, StringBuilder to) {
        for (Map.Entry<String, ?> entry : message.getData().entrySet()) {
            if (to.length() > 0) {
                to.append(' ');
            }
            to.append(entry.getKey()).append("=\"");
            if (isMasked(entry, settings, 0)) {
                to.append(settings.mask());
            } else {
                to.append(entry.getValue());
            }
            to.append('"');
        }
        return to;
    }
}

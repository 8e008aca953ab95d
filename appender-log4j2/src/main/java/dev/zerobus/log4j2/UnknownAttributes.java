// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.status.StatusChannel.Level;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of attributes that nobody has read what they may have been meant to be: Log4j itself only says that it knows none. */
final class UnknownAttributes {

    private static final List<String> KNOWN = List.of(
            "name",
            "ignoreExceptions",
            "endpoint",
            "workspaceUrl",
            "table",
            "auth",
            "serviceName",
            "includeLocation",
            "attachEvents");

    private UnknownAttributes() {}

    static void say(@Nullable String appender, Collection<String> leftOver) {
        for (String attribute : leftOver) {
            String nearest = nearest(attribute);
            Log4j2Status.of(appender)
                    .say(
                            Level.ERROR,
                            "<Zerobus> has no attribute '" + attribute + "', which is ignored"
                                    + (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                                    + " Right are " + String.join(", ", KNOWN)
                                    + "; every other option is set by <Option key=\"...\" value=\"...\"/>");
        }
    }

    static @Nullable String nearest(String attribute) {
        String best = null;
        int bestDistance = Math.max(2, attribute.length() / 3) + 1;
        for (String known : KNOWN) {
            int distance =
                    distance(attribute.toLowerCase(java.util.Locale.ROOT), known.toLowerCase(java.util.Locale.ROOT));
            if (distance < bestDistance) {
                best = known;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchange, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}

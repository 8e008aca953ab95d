// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** Writes what counts, with the origin of each value and without secrets: one line for each. */
final class ConfigDump {

    private ConfigDump() {}

    static String of(Values client, Values forAllLanes, List<LaneConfig> lanes) {
        StringBuilder text = new StringBuilder();
        for (Option<?> option : Options.all()) {
            if (option.scope() == Option.Scope.CLIENT) {
                line(text, ConfigSources.PREFIX + option.key(), client, option);
            } else if (option.scope() == Option.Scope.LANE) {
                line(text, ConfigSources.PREFIX + option.key(), forAllLanes, option);
            }
        }
        for (LaneConfig lane : lanes) {
            for (Option<?> option : Options.all()) {
                boolean own = option.scope() == Option.Scope.LANE_ONLY
                        || (option.scope() == Option.Scope.LANE && differs(lane.values(), forAllLanes, option));
                if (own) {
                    line(text, ConfigSources.PREFIX + LaneKey.key(lane.name(), option), lane.values(), option);
                }
            }
        }
        return text.toString();
    }

    private static boolean differs(Values lane, Values forAll, Option<?> option) {
        return !lane.text(option).equals(forAll.text(option))
                || !lane.origin(option).equals(forAll.origin(option));
    }

    private static void line(StringBuilder text, String key, Values values, Option<?> option) {
        text.append(key).append(" = ").append(values.text(option));
        if (values.find(option) != null) {
            text.append(" (").append(values.origin(option)).append(')');
        }
        text.append('\n');
    }
}

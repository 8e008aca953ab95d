// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings layers together: finds the setting that counts for each option, parses it, and collects what is wrong. What is
 * said for one lane counts before what is said for all, whatever the source; then the order of the layers decides. Owned by
 * one thread, used once.
 */
final class Resolver {

    private final List<ConfigLayer> layers;
    private final Problems problems;

    /** The layers' settings again, under keys in which a lane's name has its normal form. */
    private final List<Map<String, Setting>> settings = new ArrayList<>();

    /** Lanes in declared order: normal form to the name as it was first written. */
    private final Map<String, String> lanes = new LinkedHashMap<>();

    /**
     * Prepares.
     *
     * @param layers in the order of precedence, highest first
     * @param problems where problems are collected
     */
    Resolver(List<ConfigLayer> layers, Problems problems) {
        this.layers = layers;
        this.problems = problems;
        for (ConfigLayer layer : layers) {
            settings.add(normal(layer));
        }
    }

    private Map<String, Setting> normal(ConfigLayer layer) {
        Map<String, Setting> result = new LinkedHashMap<>();
        for (Map.Entry<String, Setting> entry : layer.settings.entrySet()) {
            LaneKey laneKey = LaneKey.of(entry.getKey());
            result.put(
                    laneKey == null
                            ? entry.getKey()
                            : LaneKey.PREFIX + LaneKey.normal(laneKey.lane) + '.' + laneKey.optionKey,
                    entry.getValue());
        }
        return result;
    }

    /** Finds the setting of a client's option, or what is said for all lanes. */
    @Nullable
    Setting find(Option<?> option) {
        return find(option.key());
    }

    private @Nullable Setting find(String key) {
        for (Map<String, Setting> layer : settings) {
            Setting setting = layer.get(key);
            if (setting != null) {
                return setting;
            }
        }
        return null;
    }

    /** Checks every key, and finds the lanes. */
    void readKeys() {
        // a file has an order of its own, properties and variables have not: the file's lanes come first
        readKeys(false);
        readKeys(true);
        if (find(LaneOptions.TABLE) != null) {
            lanes.putIfAbsent(LaneConfig.DEFAULT_LANE, LaneConfig.DEFAULT_LANE);
        } else if (!lanes.containsKey(LaneConfig.DEFAULT_LANE) && find(LaneOptions.EVENTS) != null) {
            problems.wrong("zerobus.events is for the table of zerobus.table, which is not set;"
                    + " for a lane of its own name write zerobus.lanes.NAME.events");
        }
    }

    private void readKeys(boolean shared) {
        for (ConfigLayer layer : layers) {
            if (layer.source.shared() == shared) {
                for (Map.Entry<String, Setting> entry : layer.settings.entrySet()) {
                    readKey(layer.source, entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private void readKey(ConfigLayer.Source source, String key, Setting setting) {
        LaneKey laneKey = LaneKey.of(key);
        Option<?> option = Options.find(laneKey == null ? key : laneKey.optionKey);
        if (option == null || (laneKey != null && option.scope() == Option.Scope.CLIENT)) {
            unknown(source, key, setting, option);
            return;
        }
        if (option.isSecret()) {
            checkSecret(source, key, setting);
        }
        if (laneKey == null) {
            return;
        }
        if (LaneKey.validName(laneKey.lane)) {
            lanes.putIfAbsent(LaneKey.normal(laneKey.lane), laneKey.lane);
        } else {
            problems.wrong(ConfigSources.PREFIX + key + " (" + setting.origin + "): '" + laneKey.lane
                    + "' can not be a lane's name; right are 1 to 64 letters, digits, - and _");
        }
    }

    private void unknown(ConfigLayer.Source source, String key, Setting setting, @Nullable Option<?> option) {
        String nearest = NearestKey.of(key);
        String text = option != null
                ? option + " is for the client as a whole, not for a lane (" + setting.origin + ")"
                : "there is no option " + ConfigSources.PREFIX + key + " (" + setting.origin + ")"
                        + (nearest == null ? "" : "; did you mean " + nearest + "?");
        if (source.shared()) {
            problems.warn(text);
        } else {
            problems.wrong(text);
        }
    }

    private void checkSecret(ConfigLayer.Source source, String key, Setting setting) {
        String advice = "; set ZEROBUS_CLIENT_SECRET, or name a file by zerobus.client.secret-file";
        if (source == ConfigLayer.Source.AGENT_ARGUMENTS) {
            problems.wrong(ConfigSources.PREFIX + key
                    + " is not taken from agent arguments: everybody on this machine can read them" + advice);
        } else if (source == ConfigLayer.Source.SYSTEM_PROPERTIES || source == ConfigLayer.Source.FILE) {
            problems.warn(ConfigSources.PREFIX + key + " (" + setting.origin + ") is readable by others" + advice);
        }
    }

    /** Parses the options of the client as a whole. */
    Values client() {
        Values values = new Values();
        for (Option<?> option : Options.all()) {
            if (option.scope() == Option.Scope.CLIENT) {
                put(values, option, option.key(), find(option));
            }
        }
        return values;
    }

    /** Parses the options of all lanes, in declared order; lanes that take all come last. */
    List<LaneConfig> lanes() {
        List<LaneConfig> result = new ArrayList<>();
        List<LaneConfig> takeAll = new ArrayList<>();
        for (Map.Entry<String, String> entry : lanes.entrySet()) {
            LaneConfig lane = new LaneConfig(entry.getValue(), lane(entry.getKey(), entry.getValue()));
            (takesAll(lane) ? takeAll : result).add(lane);
        }
        result.addAll(takeAll);
        return result;
    }

    private static boolean takesAll(LaneConfig lane) {
        EventPatterns patterns = lane.find(LaneOptions.EVENTS);
        return patterns != null && patterns.all();
    }

    private Values lane(String normal, String name) {
        Values values = new Values();
        for (Option<?> option : Options.all()) {
            if (option.scope() == Option.Scope.CLIENT) {
                continue;
            }
            Setting own = find(LaneKey.key(normal, option));
            boolean inherits = option.scope() == Option.Scope.LANE || normal.equals(LaneConfig.DEFAULT_LANE);
            if (own != null) {
                put(values, option, LaneKey.key(name, option), own);
            } else {
                put(values, option, option.key(), inherits ? find(option) : null);
            }
        }
        return values;
    }

    /** Parses what is said for all lanes, so that it is checked even if every lane has its own. */
    Values forAllLanes() {
        Values values = new Values();
        for (Option<?> option : Options.all()) {
            if (option.scope() == Option.Scope.LANE) {
                put(values, option, option.key(), find(option));
            }
        }
        return values;
    }

    <T> void put(Values values, Option<T> option, String key, @Nullable Setting setting) {
        if (setting == null) {
            if (option.defaultText() != null) {
                values.putDefault(option);
            }
            return;
        }
        if (setting.value.isEmpty()) {
            problems.wrongValue(key, setting, option, "it is empty");
            return;
        }
        try {
            values.put(option, option.type().parse(setting.value), setting.origin);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String why = e instanceof ArithmeticException ? "too large" : String.valueOf(e.getMessage());
            problems.wrongValue(key, setting, option, why);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the sources that are just names and values into layers. */
final class ConfigSources {

    static final String PREFIX = "zerobus.";
    static final String ENVIRONMENT_PREFIX = "ZEROBUS_";
    private static final String ENVIRONMENT_LANES = "LANES_";

    private ConfigSources() {}

    static ConfigLayer systemProperties(Properties properties) {
        ConfigLayer layer = new ConfigLayer(ConfigLayer.Source.SYSTEM_PROPERTIES);
        Map<String, String> sorted = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                sorted.put(name, properties.getProperty(name));
            }
        }
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            layer.set(entry.getKey(), entry.getValue(), "-D" + entry.getKey());
        }
        return layer;
    }

    static ConfigLayer environment(Map<String, String> environment) {
        ConfigLayer layer = new ConfigLayer(ConfigLayer.Source.ENVIRONMENT);
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(ENVIRONMENT_PREFIX) && !entry.getValue().isBlank()) {
                layer.set(key(name.substring(ENVIRONMENT_PREFIX.length())), entry.getValue(), "environment " + name);
            }
        }
        return layer;
    }

    /** Finds the key whose variable this is; a key made of the same words if there is none. */
    private static String key(String suffix) {
        for (Option<?> option : Options.all()) {
            if (option.isEnvironmentSuffix(suffix)) {
                return option.key();
            }
        }
        String laneKey = suffix.startsWith(ENVIRONMENT_LANES) ? laneKey(suffix) : null;
        return laneKey != null
                ? laneKey
                : suffix.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }

    /** The longest option at the end counts: {@code LANES_A_SCHEMA_FILE} is {@code schema.file} of the lane {@code a}. */
    private static @Nullable String laneKey(String suffix) {
        String rest = suffix.substring(ENVIRONMENT_LANES.length());
        Option<?> best = null;
        for (Option<?> option : Options.all()) {
            boolean ends = option.scope() != Option.Scope.CLIENT && rest.endsWith('_' + option.environmentSuffix());
            if (ends && (best == null || option.key().length() > best.key().length())) {
                best = option;
            }
        }
        if (best == null) {
            return null;
        }
        String lane = rest.substring(0, rest.length() - best.environmentSuffix().length() - 1);
        return LaneKey.key(LaneKey.normal(lane), best);
    }

    /**
     * Reads {@code key=value,key=value}; a piece without {@code =} belongs to the value before it, as in {@code
     * events=order_*,payment_*}.
     */
    static ConfigLayer agentArguments(String arguments, Problems problems) {
        ConfigLayer layer = new ConfigLayer(ConfigLayer.Source.AGENT_ARGUMENTS);
        String key = null;
        StringBuilder value = new StringBuilder();
        for (String piece : arguments.split(",", -1)) {
            int equal = piece.indexOf('=');
            if (equal < 0) {
                if (key != null) {
                    value.append(',').append(piece);
                } else if (!piece.isBlank()) {
                    problems.wrong("agent arguments begin with '" + piece + "', which is no key=value;"
                            + " right is key=value,key=value");
                }
                continue;
            }
            if (key != null) {
                layer.set(key, value.toString(), ConfigLayer.Source.AGENT_ARGUMENTS.text);
            }
            key = piece.substring(0, equal).trim();
            value.setLength(0);
            value.append(piece, equal + 1, piece.length());
        }
        if (key != null) {
            layer.set(key, value.toString(), ConfigLayer.Source.AGENT_ARGUMENTS.text);
        }
        return layer;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the application of a test is to be started. Immutable.
 *
 * @param options options of the client by key, without {@code zerobus.}: where the service is, the table, and what a test needs
 * @param rootLevel the root logger's level
 * @param everything whether what other libraries say comes to the framework too: {@code java.util.logging} at its finest,
 *     bridged where the framework has a bridge
 */
@SuppressWarnings("serial") // the map that is made here is
public record DoorSettings(Map<String, String> options, LogLevel rootLevel, boolean everything)
        implements Serializable {

    /**
     * Describes a usual application.
     *
     * @param options options of the client by key, without {@code zerobus.}
     * @return root level TRACE, nothing bridged
     */
    public static DoorSettings of(Map<String, String> options) {
        return new DoorSettings(new LinkedHashMap<>(options), LogLevel.TRACE, false);
    }

    /**
     * Sets one more option.
     *
     * @param key its key, without {@code zerobus.}
     * @param value its value
     * @return settings with it
     */
    public DoorSettings with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(key, value);
        return new DoorSettings(more, rootLevel, everything);
    }

    /**
     * Lets everything through that anybody logs.
     *
     * @return settings with root level TRACE and bridges
     */
    public DoorSettings withEverything() {
        return new DoorSettings(options, LogLevel.TRACE, true);
    }

    /**
     * Returns the options as variables of the environment.
     *
     * @return {@code ZEROBUS_...} with values
     */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        options.forEach((key, value) -> variables.put(
                "ZEROBUS_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT), value));
        return variables;
    }

    /**
     * Returns the options as system properties.
     *
     * @return {@code zerobus....} with values
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        options.forEach((key, value) -> properties.put("zerobus." + key, value));
        return properties;
    }
}

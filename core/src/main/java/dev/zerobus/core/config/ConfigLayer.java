// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one source sets: keys without {@code zerobus.}, in the order of the source. Owned by the thread that builds. */
final class ConfigLayer {

    /** Where a layer comes from, in the order of precedence. */
    enum Source {
        CODE("code"),
        AGENT_ARGUMENTS("agent arguments"),
        SYSTEM_PROPERTIES("system properties"),
        ENVIRONMENT("environment"),
        FILE("file");

        final String text;

        Source(String text) {
            this.text = text;
        }

        /** Whether other programs may have keys there that look like ours: these are warned about, and no more. */
        boolean shared() {
            return this == SYSTEM_PROPERTIES || this == ENVIRONMENT;
        }
    }

    final Source source;
    final Map<String, Setting> settings = new LinkedHashMap<>();

    ConfigLayer(Source source) {
        this.source = source;
    }

    void set(String key, String value, String origin) {
        String bare = key.startsWith(ConfigSources.PREFIX) ? key.substring(ConfigSources.PREFIX.length()) : key;
        settings.put(bare, new Setting(value, origin));
    }
}

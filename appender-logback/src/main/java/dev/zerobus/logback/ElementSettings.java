// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import dev.zerobus.core.config.ConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options as elements said them, each with the element; and what is wrong with the elements themselves. Owned by one thread. */
final class ElementSettings {

    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Adds an option.
     *
     * @param key the option's key
     * @param value as it was written; null or blank counts as not set, as an empty variable of the environment does
     * @param element the element, without brackets
     */
    void set(String key, @Nullable String value, String element) {
        if (value != null && !value.isBlank()) {
            settings.add(new Setting(key, value.trim(), element));
        }
    }

    void wrong(String problem) {
        problems.add(problem);
    }

    List<String> problems() {
        return problems;
    }

    void applyTo(ConfigBuilder config, @Nullable String appender) {
        String of = appender == null ? "" : " of appender " + appender;
        for (Setting setting : settings) {
            config.set(setting.key, setting.value, "<" + setting.element + ">" + of);
        }
    }

    private static final class Setting {
        final String key;
        final String value;
        final String element;

        Setting(String key, String value, String element) {
            this.key = key;
            this.value = value;
            this.element = element;
        }
    }
}

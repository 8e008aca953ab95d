// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parsed values with their origin. Filled by the resolver; not changed afterwards. */
final class Values {

    static final String DEFAULT_ORIGIN = "default";

    private static final Object DEFAULT = new Object();

    private final Map<Option<?>, Object> values = new LinkedHashMap<>();
    private final Map<Option<?>, String> origins = new LinkedHashMap<>();

    /** Says that there is no setting; the value is made from the default when it is asked for. */
    void putDefault(Option<?> option) {
        put(option, DEFAULT, DEFAULT_ORIGIN);
    }

    void put(Option<?> option, Object value, String origin) {
        values.put(option, value);
        origins.put(option, origin);
    }

    <T> @Nullable T find(Option<T> option) {
        Object found = values.get(option);
        if (found == DEFAULT) {
            return option.defaultValue();
        }
        @SuppressWarnings("unchecked") // put() is given what the option's own type has parsed
        T value = (T) found;
        return value;
    }

    <T> T get(Option<T> option) {
        T value = find(option);
        if (value == null) {
            throw new IllegalStateException(option + " has no value and no default: use find");
        }
        return value;
    }

    boolean isDefault(Option<?> option) {
        return origin(option).startsWith(DEFAULT_ORIGIN);
    }

    String origin(Option<?> option) {
        return origins.getOrDefault(option, DEFAULT_ORIGIN);
    }

    /** The value as text; a secret is not shown. */
    <T> String text(Option<T> option) {
        T value = find(option);
        if (value == null) {
            return "(not set)";
        }
        return option.isSecret() ? "(redacted)" : Problems.shown(option.type().format(value));
    }
}

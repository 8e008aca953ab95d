// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;

/** What was configured for one lane: its own options, and those for all lanes. Immutable. */
public final class LaneConfig {

    /** The name of the lane that {@code zerobus.table} makes. */
    public static final String DEFAULT_LANE = "default";

    private final String name;
    private final Values values;

    LaneConfig(String name, Values values) {
        this.name = name;
        this.values = values;
    }

    /**
     * Returns the lane's name.
     *
     * @return as it was declared
     */
    public String name() {
        return name;
    }

    /**
     * Returns the lane's table.
     *
     * @return its full name
     */
    public TableName table() {
        return get(LaneOptions.TABLE);
    }

    /**
     * Returns which events the lane takes.
     *
     * @return patterns of their names
     */
    public EventPatterns events() {
        return get(LaneOptions.EVENTS);
    }

    /**
     * Returns the value of an option that always has one.
     *
     * @param option one of {@link LaneOptions}
     * @param <T> the value's type
     * @return the lane's own value, the one for all lanes, or the default
     * @throws IllegalStateException if the option has neither a value nor a default
     */
    public <T> T get(Option<T> option) {
        return values.get(option);
    }

    /**
     * Returns the value of an option that may have none.
     *
     * @param option one of {@link LaneOptions}
     * @param <T> the value's type
     * @return null if it is not set and has no default
     */
    public <T> @Nullable T find(Option<T> option) {
        return values.find(option);
    }

    /**
     * Tells whether somebody has set an option.
     *
     * @param option one of {@link LaneOptions}
     * @return whether it is set for this lane or for all; false: it has its default, if there is one
     */
    public boolean isSet(Option<?> option) {
        return !values.isDefault(option);
    }

    Values values() {
        return values;
    }

    @Override
    public String toString() {
        return "lane " + name + " -> " + table();
    }
}

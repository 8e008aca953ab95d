// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <lane>}: one more table, with memory, thread and stream of its own, for the events whose names match.
 * Log events have the name {@code log}.
 *
 * <pre>{@code
 * <lane>
 *   <name>audit</name>
 *   <table>main.ops.audit</table>
 *   <events>login,logout,*_denied</events>
 *   <option><key>overflow.policy</key><value>block</value></option>
 * </lane>
 * }</pre>
 *
 * Owned by the thread that configures.
 */
public final class LaneElement {

    private final List<OptionElement> options = new ArrayList<>();
    private final List<ColumnElement> columns = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String table;
    private @Nullable String events;

    /** Makes an empty one. */
    public LaneElement() {}

    /**
     * Names the lane.
     *
     * @param laneName 1 to 64 letters, digits, - and _
     */
    public void setName(String laneName) {
        name = laneName;
    }

    /**
     * Sets the lane's table.
     *
     * @param fullName catalog.schema.table
     */
    public void setTable(String fullName) {
        table = fullName;
    }

    /**
     * Sets which events the lane takes.
     *
     * @param patterns patterns of names of events, separated by commas
     */
    public void setEvents(String patterns) {
        events = patterns;
    }

    /**
     * Sets an option of this lane.
     *
     * @param option an option of lanes
     */
    public void addOption(OptionElement option) {
        options.add(option);
    }

    /**
     * Gives a column of the lane's table something else than what has its name.
     *
     * @param column the column and its source
     */
    public void addColumn(ColumnElement column) {
        columns.add(column);
    }

    void applyTo(ElementSettings settings) {
        if (name == null || name.isBlank() || table == null || table.isBlank()) {
            settings.wrong("a <lane> has no " + (name == null || name.isBlank() ? "<name>" : "<table>")
                    + "; right is <lane><name>audit</name><table>...</table>" + "<events>login,logout</events></lane>");
            return;
        }
        String prefix = "lanes." + name.trim() + '.';
        settings.set(prefix + "table", table, "<lane><table>");
        settings.set(prefix + "events", events, "<lane><events>");
        options.forEach(option -> option.applyTo(settings, prefix));
        columns.forEach(column -> column.applyTo(settings, prefix));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@code <Lane name="orders" table="main.shop.orders" events="order_*"/>}: a way to a table of its own for some of the events
 * that {@code Events} emit. May hold options of the lane.
 */
@Plugin(name = "Lane", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class LaneElement implements SettingElement {

    private final @Nullable String name;
    private final @Nullable String table;
    private final @Nullable String events;
    private final SettingElement[] elements;

    private LaneElement(
            @Nullable String name, @Nullable String table, @Nullable String events, SettingElement[] elements) {
        this.name = name;
        this.table = table;
        this.events = events;
        this.elements = elements;
    }

    @PluginFactory
    static LaneElement create(
            @PluginAttribute("name") @Nullable String name,
            @PluginAttribute("table") @Nullable String table,
            @PluginAttribute("events") @Nullable String events,
            @PluginElement("settings") SettingElement @Nullable [] elements) {
        return new LaneElement(name, table, events, elements == null ? new SettingElement[0] : elements);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        String place = "<Lane name=\"" + name + "\">";
        if (!prefix.isEmpty()) {
            settings.wrong(place + " stands inside of another one; right is inside of <Zerobus>");
            return;
        }
        if (name == null || name.isBlank() || table == null || table.isBlank()) {
            settings.wrong(place + " lacks its " + (name == null || name.isBlank() ? "name" : "table")
                    + "; right is <Lane name=\"orders\" table=\"main.shop.orders\" events=\"order_*\"/>");
            return;
        }
        String lane = "lanes." + name + '.';
        settings.set(lane + "table", table, place);
        if (events != null) {
            settings.set(lane + "events", events, place);
        }
        for (SettingElement element : elements) {
            element.addTo(settings, lane);
        }
    }
}

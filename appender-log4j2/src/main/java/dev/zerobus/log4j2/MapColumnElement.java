// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <MapColumn name="ts" from="time"/>}: a column of a table of your own that is called otherwise than the field. */
@Plugin(name = "MapColumn", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class MapColumnElement implements SettingElement {

    private final @Nullable String name;
    private final @Nullable String from;

    private MapColumnElement(@Nullable String name, @Nullable String from) {
        this.name = name;
        this.from = from;
    }

    @PluginFactory
    static MapColumnElement create(
            @PluginAttribute("name") @Nullable String name, @PluginAttribute("from") @Nullable String from) {
        return new MapColumnElement(name, from);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        settings.addPair(
                prefix + "columns",
                name,
                from,
                "<MapColumn name=\"" + name + "\">",
                "<MapColumn name=\"ts\" from=\"time\"/>",
                "");
    }
}

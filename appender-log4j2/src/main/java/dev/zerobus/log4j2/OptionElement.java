// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <Option key="ring.size" value="64MiB"/>}: any option, by its key. */
@Plugin(name = "Option", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class OptionElement implements SettingElement {

    private final @Nullable String key;
    private final @Nullable String value;

    private OptionElement(@Nullable String key, @Nullable String value) {
        this.key = key;
        this.value = value;
    }

    @PluginFactory
    static OptionElement create(
            @PluginAttribute("key") @Nullable String key,
            @PluginAttribute(value = "value", sensitive = true) @Nullable String value) {
        return new OptionElement(key, value);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        String place = "<Option key=\"" + key + "\">";
        if (key == null || key.isBlank() || value == null) {
            settings.wrong(place + " lacks its " + (value == null ? "value" : "key")
                    + "; right is <Option key=\"ring.size\" value=\"64MiB\"/>");
        } else {
            settings.set(prefix + ElementSettings.bare(key), value, place);
        }
    }
}

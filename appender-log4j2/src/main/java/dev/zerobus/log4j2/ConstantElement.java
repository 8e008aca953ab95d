// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <Constant name="team" value="checkout"/>}: a field that every row has. */
@Plugin(name = "Constant", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class ConstantElement implements SettingElement {

    private final @Nullable String name;
    private final @Nullable String value;

    private ConstantElement(@Nullable String name, @Nullable String value) {
        this.name = name;
        this.value = value;
    }

    @PluginFactory
    static ConstantElement create(
            @PluginAttribute("name") @Nullable String name, @PluginAttribute("value") @Nullable String value) {
        return new ConstantElement(name, value);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        settings.addPair(
                "constants",
                name,
                value,
                "<Constant name=\"" + name + "\">",
                "<Constant name=\"team\" value=\"checkout\"/>",
                prefix);
    }
}

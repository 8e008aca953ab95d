// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <ContextKeys include="user,request_*" exclude="session"/>}: which entries of the ThreadContext become fields. */
@Plugin(name = "ContextKeys", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class ContextKeysElement implements SettingElement {

    private final @Nullable String include;
    private final @Nullable String exclude;

    private ContextKeysElement(@Nullable String include, @Nullable String exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    @PluginFactory
    static ContextKeysElement create(
            @PluginAttribute("include") @Nullable String include,
            @PluginAttribute("exclude") @Nullable String exclude) {
        return new ContextKeysElement(include, exclude);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        if (!settings.atTop("<ContextKeys>", prefix)) {
            return;
        }
        settings.attribute("log.context", include, "include of <ContextKeys>");
        settings.attribute("log.context-exclude", exclude, "exclude of <ContextKeys>");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <Redact keys="password,*token*" patterns="card,email"/>}: what is masked before it leaves the thread that logs. */
@Plugin(name = "Redact", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class RedactElement implements SettingElement {

    private final @Nullable String keys;
    private final @Nullable String patterns;

    private RedactElement(@Nullable String keys, @Nullable String patterns) {
        this.keys = keys;
        this.patterns = patterns;
    }

    @PluginFactory
    static RedactElement create(
            @PluginAttribute("keys") @Nullable String keys, @PluginAttribute("patterns") @Nullable String patterns) {
        return new RedactElement(keys, patterns);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        if (!settings.atTop("<Redact>", prefix)) {
            return;
        }
        settings.attribute("redact.keys", keys, "keys of <Redact>");
        settings.attribute("redact.patterns", patterns, "patterns of <Redact>");
    }
}

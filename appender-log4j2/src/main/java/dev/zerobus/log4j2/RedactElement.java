// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@code <Redact keys="password,*token*"><RedactPattern>...</RedactPattern></Redact>}: what is masked before it leaves the
 * thread that hands the event over.
 */
@Plugin(name = "Redact", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class RedactElement implements SettingElement {

    private final @Nullable String keys;
    private final @Nullable String mask;
    private final RedactPatternElement[] patterns;

    private RedactElement(@Nullable String keys, @Nullable String mask, RedactPatternElement[] patterns) {
        this.keys = keys;
        this.mask = mask;
        this.patterns = patterns;
    }

    @PluginFactory
    static RedactElement create(
            @PluginAttribute("keys") @Nullable String keys,
            @PluginAttribute("mask") @Nullable String mask,
            @PluginElement("patterns") RedactPatternElement @Nullable [] patterns) {
        return new RedactElement(keys, mask, patterns == null ? new RedactPatternElement[0] : patterns);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        if (!settings.atTop("<Redact>", prefix)) {
            return;
        }
        settings.attribute("redact.keys", keys, "keys of <Redact>");
        settings.attribute("redact.mask", mask, "mask of <Redact>");
        for (RedactPatternElement pattern : patterns) {
            if (pattern.expression().isEmpty()) {
                settings.wrong("<RedactPattern> is empty; right is <RedactPattern>\\b\\d{16}\\b</RedactPattern>");
            } else {
                settings.add("redact.patterns", pattern.expression(), " ", "<RedactPattern>");
            }
        }
    }
}

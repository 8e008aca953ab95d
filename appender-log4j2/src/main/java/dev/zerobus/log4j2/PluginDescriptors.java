// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.status.StatusChannel.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.config.plugins.util.PluginRegistry;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.util.WatchEventService;
import org.apache.logging.log4j.core.util.WatchManager;

/**
 * Makes the plugins known where their descriptor has been lost: a tool that makes one jar of many keeps only one of several
 * {@code Log4j2Plugins.dat}. Log4j creates services of this kind with each configuration, before it looks for plugins, and
 * nobody else has a file of this service's name, so it survives in such a jar. Where the descriptor is there, this does
 * nothing. Safe from any thread.
 */
public final class PluginDescriptors implements WatchEventService {

    private static final Class<?>[] PLUGINS = {
        ZerobusAppender.class,
        OptionElement.class,
        LaneElement.class,
        ServicePrincipalElement.class,
        ContextKeysElement.class,
        RedactElement.class,
        RedactPatternElement.class,
        ConstantElement.class,
        MapColumnElement.class
    };

    /** Called by Log4j. Never throws. */
    public PluginDescriptors() {
        try {
            complete(PluginRegistry.getInstance().loadFromMainClassLoader());
        } catch (RuntimeException | Error e) {
            Log4j2Status.of("of any name")
                    .say(
                            Level.WARN,
                            "<Zerobus> could not be made known to Log4j: " + e
                                    + "; if it is not found, merge the Log4j2Plugins.dat files of your jar");
        }
    }

    private static void complete(Map<String, List<PluginType<?>>> known) {
        if (known.isEmpty()) {
            // nothing was found at all: Log4j goes another way then, on which one entry of ours would mislead it
            return;
        }
        synchronized (PluginDescriptors.class) {
            List<PluginType<?>> core =
                    known.computeIfAbsent(Core.CATEGORY_NAME.toLowerCase(Locale.ROOT), category -> new ArrayList<>());
            if (core.stream().noneMatch(type -> type.getKey().equals("zerobus"))) {
                for (Class<?> plugin : PLUGINS) {
                    core.add(type(plugin));
                }
            }
        }
    }

    private static <T> PluginType<T> type(Class<T> type) {
        Plugin plugin = type.getAnnotation(Plugin.class);
        PluginEntry entry = new PluginEntry();
        entry.setKey(plugin.name().toLowerCase(Locale.ROOT));
        entry.setName(plugin.name());
        entry.setClassName(type.getName());
        entry.setCategory(plugin.category());
        entry.setPrintable(plugin.printObject());
        entry.setDefer(plugin.deferChildren());
        String element = plugin.elementType();
        return new PluginType<>(entry, type, element.isEmpty() ? plugin.name() : element);
    }

    @Override
    public void subscribe(WatchManager manager) {
        // nothing is watched
    }

    @Override
    public void unsubscribe(WatchManager manager) {
        // nothing is watched
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LogOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.status.StatusChannel.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What an appender was told, checked: what its element says goes before system properties, the environment and the file.
 * Immutable.
 */
final class AppenderSettings {

    final @Nullable String name;
    final @Nullable Configuration configuration;
    final boolean attachEvents;

    /** Null if something is wrong, which has been said. */
    private final @Nullable ZerobusConfig config;

    /** The same for the same settings: appenders of one process that have it share a client. */
    final String identity;

    private final boolean flushAtExit;

    private AppenderSettings(
            @Nullable String name,
            @Nullable Configuration configuration,
            boolean attachEvents,
            @Nullable ZerobusConfig config,
            boolean flushAtExit,
            String identity) {
        this.name = name;
        this.configuration = configuration;
        this.attachEvents = attachEvents;
        this.config = config;
        this.flushAtExit = flushAtExit;
        this.identity = identity;
    }

    /** Reads and checks; says everything that is wrong at once. Never throws. */
    static AppenderSettings read(
            @Nullable String name,
            @Nullable Configuration configuration,
            boolean attachEvents,
            ElementSettings elements) {
        List<String> problems = new ArrayList<>(elements.problems());
        ZerobusConfig asked = null;
        ZerobusConfig used = null;
        try {
            asked = builder(elements).build();
            // Log4j ends the appender; the client's own hook would close before the last events have come
            used = builder(elements).set(ClientOptions.SHUTDOWN_HOOK, false).build();
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        } catch (RuntimeException e) {
            problems.add(String.valueOf(e));
        }
        if (asked == null || used == null || !problems.isEmpty()) {
            sayWrong(name, problems);
            return new AppenderSettings(name, configuration, attachEvents, null, false, "");
        }
        return new AppenderSettings(
                name,
                configuration,
                attachEvents,
                used,
                asked.get(ClientOptions.SHUTDOWN_HOOK),
                identity(asked, elements, attachEvents));
    }

    private static ConfigBuilder builder(ElementSettings elements) {
        ConfigBuilder builder = ZerobusConfig.builder().standardSources();
        elements.entries().forEach((key, entry) -> builder.set(key, entry.value, entry.place));
        return builder;
    }

    private static void sayWrong(@Nullable String name, List<String> problems) {
        StringBuilder text = new StringBuilder("it refuses all events, because its configuration is wrong");
        text.append(problems.size() == 1 ? ":" : " in " + problems.size() + " places:");
        problems.forEach(problem -> text.append("\n  - ").append(problem));
        Log4j2Status.of(name).say(Level.ERROR, text.toString());
    }

    /** Of everything that is set, secrets included; shows none of it. */
    private static String identity(ZerobusConfig config, ElementSettings elements, boolean attachEvents) {
        StringBuilder all = new StringBuilder()
                .append(config)
                .append(attachEvents)
                .append(config.find(ConnectionOptions.CLIENT_SECRET));
        elements.entries()
                .forEach(
                        (key, entry) -> all.append('\n').append(key).append('=').append(entry.value));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder("zerobus-");
            for (byte b : hash) {
                hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Nullable
    ZerobusConfig config() {
        return config;
    }

    /** Whether an appender can run with these settings. */
    boolean usable() {
        return config != null;
    }

    boolean location() {
        return config != null && config.get(LogOptions.LOCATION);
    }

    boolean flushAtExit() {
        return flushAtExit;
    }

    /** The context that the appender works in; of a builder without a configuration, that of its caller. */
    @Nullable
    LoggerContext context() {
        return configuration == null ? LoggerContext.getContext(false) : configuration.getLoggerContext();
    }

    /** The configuration that the appender is a part of; of a builder without one, what its caller's context has now. */
    @Nullable
    Configuration configurationInUse() {
        LoggerContext context = configuration == null ? context() : null;
        return context == null ? configuration : context.getConfiguration();
    }
}

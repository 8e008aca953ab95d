// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.status.StatusChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that woven logging frameworks call, by the names that are woven into them. Safe from any thread. */
public final class LogCapture implements Function<String, @Nullable Object> {

    private final Capturing capturing;
    private final LogbackHook logback;
    private final Log4j2Hook log4j2;
    private final JulHook jul;

    /**
     * Makes the hooks.
     *
     * @param config what is captured, and what of an event is taken
     * @param source begins an event of a name; null if it is refused, which the source has counted
     * @param status where it is said that a framework can not be read
     */
    public LogCapture(ZerobusConfig config, Function<String, @Nullable EventDraft> source, StatusChannel status) {
        LogSettings settings = LogSettings.of(config);
        capturing = new Capturing(new LogDoor(settings, source), new CaptureFilter(config), new CallFrames());
        jul = new JulHook(capturing, settings);
        logback = new LogbackHook(
                capturing,
                new Adapters(
                        "ch.qos.logback.classic.LoggerContext",
                        "dev.zerobus.agent.adapter.LogbackAdapter",
                        settings,
                        status));
        log4j2 = new Log4j2Hook(
                capturing,
                new Adapters(
                        "org.apache.logging.log4j.core.LogEvent",
                        "dev.zerobus.agent.adapter.Log4j2Adapter",
                        settings,
                        status));
    }

    /**
     * Finds a hook.
     *
     * @param name {@code capture/} and the framework
     * @return the function; null if there is none of that name
     */
    @Override
    public @Nullable Object apply(String name) {
        switch (name) {
            case "capture/logback":
                return logback;
            case "capture/log4j2":
                return log4j2;
            case "capture/jul":
                return jul.logging();
            case "capture/jul/handlers":
                return jul.reached();
            default:
                return null;
        }
    }
}

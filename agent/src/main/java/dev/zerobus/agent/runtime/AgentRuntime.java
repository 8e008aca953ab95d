// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.Bridge;
import dev.zerobus.core.LazyClient;
import dev.zerobus.core.config.AgentOptions;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent inside its class loader: reads the configuration, fills the bridge, installs what weaves, and makes
 * copies of {@code Events} live that were asked before. Called once, by the launcher.
 *
 * <p>Nothing here opens a connection, starts a thread, or touches JUL, JMX or the file systems of NIO: this is before {@code
 * main}, and the application may want to initialise them its own way. The client starts with the first event.
 */
final class AgentRuntime {

    private AgentRuntime() {}

    /**
     * Starts.
     *
     * @param arguments what stands behind {@code -javaagent:zerobus-agent.jar=}
     * @param instrumentation the JVM's
     * @param late whether the application runs already
     */
    static void start(@Nullable String arguments, Instrumentation instrumentation, boolean late) {
        AgentStatus status = new AgentStatus();
        ZerobusConfig config;
        try {
            config = ZerobusConfig.builder()
                    .agentArguments(arguments)
                    .standardSources()
                    .build();
        } catch (ConfigException e) {
            status.say(Level.ERROR, "the agent does not start, the application runs without it: " + e.getMessage());
            return;
        }
        if (config.enabled() && !Programs.isSkipped(config.get(AgentOptions.SKIP_MAIN))) {
            if (config.get(AgentOptions.VERBOSE)) {
                status.verbose();
            }
            start(config, instrumentation, status, late);
        }
    }

    private static void start(
            ZerobusConfig config, Instrumentation instrumentation, StatusChannel status, boolean late) {
        LazyClient client = new LazyClient(config, status, new Shutdown.Arranging(config, instrumentation));
        Doors doors = new Doors(client, status);
        Bridge.doors = doors;
        AgentContext context = new AgentContext(instrumentation, config, client, status, late, doors);
        for (Installer installer : Installers.all()) {
            install(installer, context);
        }
        Relink.all(instrumentation);
    }

    private static void install(Installer installer, AgentContext context) {
        try {
            installer.install(context);
        } catch (Throwable e) {
            context.status()
                    .say(
                            Level.ERROR,
                            installer.getClass().getSimpleName()
                                    + " could not be installed, the rest of the agent works: " + e);
        }
    }
}

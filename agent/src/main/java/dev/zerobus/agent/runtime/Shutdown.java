// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.core.LazyClient;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.thread.OwnThread;

/** Delivers what there is when the process ends. Stateless. */
final class Shutdown {

    private Shutdown() {}

    static void arrange(ZerobusConfig config, LazyClient client) {
        if (!config.get(ClientOptions.SHUTDOWN_HOOK)) {
            return;
        }
        try {
            Runtime.getRuntime().addShutdownHook(new OwnThread(client::close, "shutdown"));
        } catch (IllegalStateException | SecurityException e) {
            // too late, or not allowed
        }
    }
}

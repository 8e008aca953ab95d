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
            Runtime.getRuntime().addShutdownHook(new OwnThread(new Closing(client), "shutdown"));
        } catch (IllegalStateException | SecurityException e) {
            // too late, or not allowed
        }
    }

    /** No lambda: making the first one of a process costs more than all else that happens before main. */
    private static final class Closing implements Runnable {
        private final LazyClient client;

        Closing(LazyClient client) {
            this.client = client;
        }

        @Override
        public void run() {
            client.close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war.host;

import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A running application with its loader and its thread. The thread ends with it: what libraries keep by thread would hold the
 * loader as long as the thread lives.
 */
final class Deployment {

    private final WarLoader loader;
    private final ExecutorService thread;
    private final Callable<?> app;

    Deployment(WarLoader loader) throws Exception {
        this.loader = loader;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, loader.getName());
            made.setContextClassLoader(loader);
            return made;
        });
        this.app = thread.submit(() ->
                        ServiceLoader.load(Callable.class, loader).iterator().next())
                .get();
    }

    /** Returns what the application says about itself. */
    Object start() throws Exception {
        return thread.submit(app).get();
    }

    void stop() throws Exception {
        thread.submit(() -> {
                    ((AutoCloseable) app).close();
                    return app;
                })
                .get();
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(loader.getName() + " does not end");
        }
        loader.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.core.LazyClient;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.thread.OwnThread;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Delivers what there is when the process ends, in two steps: a shutdown hook sends everything while the application's own
 * hooks run; when they are done, what they have emitted goes too, and the client closes. The JVM runs hooks at the same time
 * and in no order, so that a client which closes in its hook loses the last words of the application.
 *
 * <p>The second step is one of the JVM's own late steps, which only the JDK may register; an agent can let itself in. If a
 * JDK does not have them as we know them, the client closes in the first step.
 */
final class Shutdown implements Runnable {

    /** The JVM has ten steps: 1 runs the application's hooks, 2 deletes files on exit, and the last is free. */
    private static final int LAST_STEP = 9;

    /** What is left for the second step at least, as a part of the time for both. */
    private static final int LEAST_PART = 10;

    private final LazyClient client;
    private final Instrumentation instrumentation;
    private final long timeoutNanos;

    private Shutdown(LazyClient client, Instrumentation instrumentation, Duration timeout) {
        this.client = client;
        this.instrumentation = instrumentation;
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * Arranges it with the first event. A process that emits nothing has nothing to deliver, and is spared the JDK's machinery
     * for what follows: that costs more than the agent's whole start.
     */
    static final class Arranging implements Consumer<LazyClient> {
        private final ZerobusConfig config;
        private final Instrumentation instrumentation;

        Arranging(ZerobusConfig config, Instrumentation instrumentation) {
            this.config = config;
            this.instrumentation = instrumentation;
        }

        @Override
        public void accept(LazyClient client) {
            if (config.get(ClientOptions.SHUTDOWN_HOOK)) {
                Duration timeout = config.get(ClientOptions.SHUTDOWN_TIMEOUT);
                new Shutdown(client, instrumentation, timeout).arrange();
            }
        }
    }

    private void arrange() {
        try {
            Runtime.getRuntime().addShutdownHook(OwnThread.of(this, "shutdown"));
        } catch (IllegalStateException e) {
            // the hooks run already, and one of them emits the first event: the second step is all there can be
            runLast(new Closing(System.nanoTime()));
        } catch (SecurityException e) {
            // not allowed
        }
    }

    @Override
    public void run() {
        if (!runLast(new Closing(System.nanoTime()))) {
            client.close(Duration.ofNanos(timeoutNanos));
            return;
        }
        client.flush(timeoutNanos);
    }

    /** The second step. A class, as a lambda costs milliseconds if the application has none. */
    private final class Closing implements Runnable {
        private final long begunNanos;

        Closing(long begunNanos) {
            this.begunNanos = begunNanos;
        }

        @Override
        public void run() {
            long rest = timeoutNanos - (System.nanoTime() - begunNanos);
            client.close(Duration.ofNanos(Math.max(rest, timeoutNanos / LEAST_PART)));
        }
    }

    /** {@code SharedSecrets.getJavaLangAccess().registerShutdownHook(slot, whileShuttingDown, hook)}, JDK 11 to 25. */
    private boolean runLast(Runnable step) {
        try {
            Module base = Object.class.getModule();
            String packageName = "jdk.internal.access";
            if (!base.getPackages().contains(packageName)) {
                packageName = "jdk.internal.misc";
            }
            Set<Module> ours = Set.of(Shutdown.class.getModule());
            instrumentation.redefineModule(base, Set.of(), Map.of(packageName, ours), Map.of(), Set.of(), Map.of());
            Object access = Class.forName(packageName + ".SharedSecrets")
                    .getMethod("getJavaLangAccess")
                    .invoke(null);
            Class.forName(packageName + ".JavaLangAccess")
                    .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class)
                    .invoke(access, LAST_STEP, true, step);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        }
    }
}

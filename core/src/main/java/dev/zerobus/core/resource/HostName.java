// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.thread.OwnThread;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Finds the machine's name without the network, if any way can. Stateless. */
final class HostName {

    /** A resolver that asks the network for the machine's own name may hang; nobody waits longer. */
    private static final long RESOLVER_MILLIS = 1_000;

    private HostName() {}

    static @Nullable String find(Surroundings around) {
        String variable = around.variable("HOSTNAME");
        String kernel = variable != null ? variable : around.line("/proc/sys/kernel/hostname");
        String file = kernel != null ? kernel : around.line("/etc/hostname");
        String windows = file != null ? file : around.variable("COMPUTERNAME");
        return windows != null ? windows : around.resolvedHost();
    }

    static @Nullable String fromResolver() {
        FutureTask<String> task = new FutureTask<>(HostName::localHost);
        OwnThread.of(task, "host-name").start();
        try {
            String name = task.get(RESOLVER_MILLIS, TimeUnit.MILLISECONDS);
            return name.isEmpty() ? null : name;
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}

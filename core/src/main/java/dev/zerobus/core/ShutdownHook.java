// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.thread.OwnThread;
import org.jspecify.annotations.Nullable;

/** Closes the client when the process ends. Safe from any thread; never throws. */
final class ShutdownHook {

    private @Nullable Thread hook;

    /** Registers; does nothing if the process is ending already. */
    synchronized void add(Runnable closing) {
        Thread thread = OwnThread.of(closing, "shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
            hook = thread;
        } catch (IllegalStateException | SecurityException e) {
            // too late, or not allowed: then whoever started the client has to close it
        }
    }

    /** Takes the hook away, so that a client that was closed is not kept alive by it. */
    synchronized void remove() {
        Thread thread = hook;
        hook = null;
        if (thread == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException | SecurityException e) {
            // the process is ending, and it is the hook that closes
        }
    }
}

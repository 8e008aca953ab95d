// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import java.util.function.BiConsumer;

/** Gets Logback's context and event before the first appender does. Safe from any thread. */
final class LogbackHook implements BiConsumer<Object, Object> {

    private final Capturing capturing;
    private final Adapters adapters;

    LogbackHook(Capturing capturing, Adapters adapters) {
        this.capturing = capturing;
        this.adapters = adapters;
    }

    @Override
    public void accept(Object context, Object event) {
        LogAdapter adapter = adapters.of(context);
        if (adapter != null) {
            capturing.take(adapter, context, event);
        }
    }
}

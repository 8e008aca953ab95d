// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * At the begin of {@code Logger.accessCheckedHandlers()}, which {@code log(LogRecord)} calls for a record that level and
 * filter have let through. Asking the filter again would run the application's code twice.
 */
public final class JulHandlersAdvice {

    private JulHandlersAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Door @Nullable Consumer<Object> door, @Advice.This Object logger) {
        if (door != null) {
            door.accept(logger);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around {@code Logger.log(LogRecord)}: at its end it is known whether handlers were reached, and whether one bridged. */
public final class JulAdvice {

    private JulAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Door @Nullable BiFunction<Object, Object, Object> door,
            @Advice.This Object logger,
            @Advice.Argument(0) Object event) {
        return door == null ? null : door.apply(logger, event);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object entered) {
        if (entered instanceof Runnable) {
            ((Runnable) entered).run();
        }
    }
}

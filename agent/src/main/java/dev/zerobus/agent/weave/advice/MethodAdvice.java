// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Around a method of which each end may be an event. Arguments are those of the call: they are copied at its begin. */
public final class MethodAdvice {

    private MethodAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return System.nanoTime();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Door @Nullable Consumer<@Nullable Object[]> door,
            @Advice.Enter long startNanos,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
            @Advice.Thrown @Nullable Throwable thrown,
            @Recorded @Nullable Object @Nullable [] arguments) {
        if (door != null) {
            door.accept(new Object[] {startNanos, returned, thrown, arguments});
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a method of which only an end by an exception is an event: a return allocates nothing. */
public final class FailureAdvice {

    private FailureAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return System.nanoTime();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Door @Nullable Consumer<@Nullable Object[]> door,
            @Advice.Enter long startNanos,
            @Advice.Thrown @Nullable Throwable thrown,
            @Recorded @Nullable Object @Nullable [] arguments) {
        if (thrown != null && door != null) {
            door.accept(new Object[] {startNanos, null, thrown, arguments});
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a constructor, which can not be observed when it ends by an exception: the verifier forbids it. */
public final class ConstructorAdvice {

    private ConstructorAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return System.nanoTime();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Door @Nullable Consumer<@Nullable Object[]> door,
            @Advice.Enter long startNanos,
            @Recorded @Nullable Object @Nullable [] arguments) {
        if (door != null) {
            door.accept(new Object[] {startNanos, null, null, arguments});
        }
    }
}

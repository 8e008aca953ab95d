// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.BiConsumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** At the begin of {@code Logger.callAppenders(ILoggingEvent)}: before an appender of the application can change the event. */
public final class LogbackAdvice {

    private LogbackAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Door @Nullable BiConsumer<Object, Object> door,
            @Advice.FieldValue("loggerContext") Object context,
            @Advice.Argument(0) Object event) {
        if (door != null) {
            door.accept(context, event);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code LoggerConfig.processLogEvent(LogEvent, LoggerConfigPredicate)}, which hands an event to this logger's
 * appenders and to the parents: the call that is not inside another one for the same event is the one that counts.
 *
 * <p>An asynchronous logger configuration passes twice, on the caller's thread for the synchronous ones and later on a thread
 * of its own; the event is taken at the first. Log4j2's class files are too old for a constant that finds the agent, so the
 * configuration keeps the agent's function, among its components.
 */
public final class Log4j2Advice {

    private Log4j2Advice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("unchecked")
    static @Nullable Object enter(
            @Door @Nullable BiFunction<Object, Object, Object> door,
            @Advice.FieldValue("config") @Nullable Configuration config,
            @Advice.Argument(0) Object event,
            @Advice.Argument(1) @Nullable Object predicate) {
        if (predicate instanceof Enum && ((Enum<?>) predicate).name().equals("ASYNCHRONOUS_ONLY")) {
            return null;
        }
        Object kept = config == null ? null : config.getComponent("dev.zerobus.agent");
        if (!(kept instanceof BiFunction)) {
            kept = door;
            if (config != null && kept != null) {
                config.addComponent("dev.zerobus.agent", kept);
            }
        }
        return kept == null ? null : ((BiFunction<Object, Object, Object>) kept).apply(config, event);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object entered) {
        if (entered instanceof Runnable) {
            ((Runnable) entered).run();
        }
    }
}

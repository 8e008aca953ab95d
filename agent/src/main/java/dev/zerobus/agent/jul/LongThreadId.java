// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.jul;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** A record's id of its thread, which is a true one since Java 16 only. Immutable. */
final class LongThreadId {

    private final @Nullable MethodHandle getter;

    private LongThreadId(@Nullable MethodHandle getter) {
        this.getter = getter;
    }

    static LongThreadId find() {
        try {
            return new LongThreadId(MethodHandles.publicLookup()
                    .findVirtual(LogRecord.class, "getLongThreadID", MethodType.methodType(long.class)));
        } catch (ReflectiveOperationException older) {
            return new LongThreadId(null);
        }
    }

    /** Returns -1 where records have only a number of their own. */
    long of(LogRecord record) {
        if (getter == null) {
            return -1;
        }
        try {
            return (long) getter.invokeExact(record);
        } catch (Throwable broken) {
            return -1;
        }
    }
}

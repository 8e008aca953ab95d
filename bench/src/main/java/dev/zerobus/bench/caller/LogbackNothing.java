// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

/** The framework's floor: an appender that keeps the event until the next one, as no queue could do with less. */
final class LogbackNothing extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private @Nullable ILoggingEvent last;

    @Override
    protected void append(ILoggingEvent event) {
        last = event;
    }

    @Override
    public String toString() {
        return "nothing " + last;
    }
}

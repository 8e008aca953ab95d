// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

/**
 * The framework's floor: an appender that keeps the event until the next one, as no queue could do with less. It may ask for
 * the MDC, which Logback copies in the first call after a change, and not at all for who does not ask.
 */
final class LogbackNothing extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final boolean asksForMdc;
    private @Nullable ILoggingEvent last;

    LogbackNothing(boolean asksForMdc) {
        this.asksForMdc = asksForMdc;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (asksForMdc) {
            Seen.take(event.getMDCPropertyMap().size());
        }
        last = event;
    }

    @Override
    public String toString() {
        return "nothing " + last;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.zerobus.core.log.LogWriter;
import org.slf4j.Marker;

/** Events of Logback 1.2, which is for SLF4J 1.7: milliseconds, one marker, no key-value pairs. Immutable; safe from any thread. */
final class EventFacts12 extends EventFacts {

    @Override
    long epochMicros(ILoggingEvent event) {
        return event.getTimeStamp() * 1_000;
    }

    @Override
    void fields(ILoggingEvent event, LogWriter out) {
        // there are none
    }

    @Override
    @SuppressWarnings("deprecation") // what later versions keep for such callers
    void markers(ILoggingEvent event, LogWriter out) {
        Marker marker = event.getMarker();
        if (marker != null) {
            marker(marker, out, MAX_MARKERS);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.zerobus.core.log.LogWriter;
import java.time.Instant;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Events of Logback 1.3 and later, which is for SLF4J 2. Immutable; safe from any thread. */
final class EventFacts13 extends EventFacts {

    @Override
    long epochMicros(ILoggingEvent event) {
        Instant instant = event.getInstant();
        return instant == null
                ? event.getTimeStamp() * 1_000
                : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    @Override
    void fields(ILoggingEvent event, LogWriter out) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (int i = 0; i < pairs.size(); i++) {
            KeyValuePair pair = pairs.get(i);
            if (pair != null) {
                out.field(pair.key, pair.value);
            }
        }
    }

    @Override
    void markers(ILoggingEvent event, LogWriter out) {
        List<Marker> markers = event.getMarkerList();
        if (markers == null) {
            return;
        }
        int left = MAX_MARKERS;
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            if (marker != null) {
                left = marker(marker, out, left);
            }
        }
    }
}

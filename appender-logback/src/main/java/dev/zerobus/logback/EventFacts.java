// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.zerobus.core.log.LogWriter;
import java.util.Iterator;
import org.slf4j.Marker;

/**
 * What events of different versions of Logback say differently. Each version's code is a class of its own that is linked
 * when it is first used, so that one jar runs on all of them. Immutable; safe from any thread.
 */
abstract class EventFacts {

    /** How many names of markers are written: references may run in circles. */
    static final int MAX_MARKERS = 32;

    /** Asks the Logback that is there for what tells its versions apart. */
    static EventFacts ofThisLogback() {
        try {
            ILoggingEvent.class.getMethod("getKeyValuePairs");
            return new EventFacts13();
        } catch (NoSuchMethodException before13) {
            return new EventFacts12();
        }
    }

    /** When it happened, in microseconds since 1970. */
    abstract long epochMicros(ILoggingEvent event);

    /** Writes key-value pairs. */
    abstract void fields(ILoggingEvent event, LogWriter out);

    /** Writes markers, and the markers that they refer to. */
    abstract void markers(ILoggingEvent event, LogWriter out);

    /** Writes a marker, and those that it refers to; returns how many more may be written. */
    @SuppressWarnings("deprecation") // references of markers: old, and still what people use
    static int marker(Marker marker, LogWriter out, int most) {
        if (most == 0) {
            return 0;
        }
        out.marker(marker.getName());
        int left = most - 1;
        if (marker.hasReferences()) {
            for (Iterator<Marker> references = marker.iterator(); left > 0 && references.hasNext(); ) {
                left = marker(references.next(), out, left);
            }
        }
        return left;
    }
}

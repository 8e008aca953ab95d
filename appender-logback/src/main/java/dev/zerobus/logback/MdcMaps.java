// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.Collections;
import java.util.Map;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * Knows maps of Logback's MDC that never change. From 1.3 on Logback copies the MDC into a map of its own when an event asks for
 * it, and hands that one out, read-only, until the MDC is changed; then it makes another one. Safe from any thread.
 */
final class MdcMaps {

    private static final Class<?> READ_ONLY =
            Collections.unmodifiableMap(Map.of()).getClass();

    private MdcMaps() {}

    /** Whether this is the map that Logback itself has made of the present thread's MDC: nobody else has what is behind it. */
    static boolean isUnchanging(Map<String, String> mdc) {
        if (mdc.getClass() != READ_ONLY) {
            return false;
        }
        MDCAdapter adapter = MDC.getMDCAdapter();
        return adapter != null
                && adapter.getClass() == LogbackMDCAdapter.class
                && ((LogbackMDCAdapter) adapter).getPropertyMap() == mdc;
    }
}

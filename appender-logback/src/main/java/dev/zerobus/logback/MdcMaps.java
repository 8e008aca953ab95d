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
 *
 * <p>SLF4J's adapter is asked, which is the events' as well unless a context was made in code and given another one. Asking that
 * in vain leaves something in each thread; so it is asked no longer after {@value #MOST_STRANGERS} maps in a row that were not its.
 */
final class MdcMaps {

    static final int MOST_STRANGERS = 16;

    private static final Class<?> READ_ONLY =
            Collections.unmodifiableMap(Map.of()).getClass();

    /** Not exact: threads that count at the same time may ask some more times. */
    private int strangers;

    /** Whether this is the map that Logback itself has made of the present thread's MDC: nobody else has what is behind it. */
    boolean isUnchanging(Map<String, String> mdc) {
        if (mdc.getClass() != READ_ONLY || strangers >= MOST_STRANGERS) {
            return false;
        }
        if (!isOfThisThread(mdc)) {
            strangers++;
            return false;
        }
        if (strangers != 0) {
            strangers = 0;
        }
        return true;
    }

    private static boolean isOfThisThread(Map<String, String> mdc) {
        MDCAdapter adapter = MDC.getMDCAdapter();
        return adapter != null
                && adapter.getClass() == LogbackMDCAdapter.class
                && ((LogbackMDCAdapter) adapter).getPropertyMap() == mdc;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what an appender is given. */
public final class CountingFilter extends Filter<ILoggingEvent> {

    static final AtomicLong SEEN = new AtomicLong();

    /** For Joran. */
    public CountingFilter() {}

    @Override
    public FilterReply decide(ILoggingEvent event) {
        SEEN.incrementAndGet();
        return FilterReply.NEUTRAL;
    }
}

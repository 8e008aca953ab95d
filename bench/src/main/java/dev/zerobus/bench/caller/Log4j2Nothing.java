// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/** The framework's floor: an appender that does nothing. No other one can cost the caller less. */
final class Log4j2Nothing extends AbstractAppender {

    private @Nullable LogEvent last;

    Log4j2Nothing() {
        super("nothing", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel() == null) {
            last = event;
        }
    }

    @Override
    public String toString() {
        return "nothing " + last;
    }
}

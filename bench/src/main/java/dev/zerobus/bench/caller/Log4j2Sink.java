// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.Message;

/** Reads what an appender would write, on whatever thread it is called, and counts. */
final class Log4j2Sink extends AbstractAppender {

    private final LongAdder count;

    Log4j2Sink(LongAdder count) {
        super("sink", null, null, true, Property.EMPTY_ARRAY);
        this.count = count;
    }

    @Override
    public void append(LogEvent event) {
        long[] sum = {event.getInstant().getEpochMillisecond()};
        sum[0] += event.getLoggerName().length()
                + event.getThreadName().length()
                + event.getLevel().name().length();
        Message message = event.getMessage();
        sum[0] += message instanceof CharSequence text
                ? text.length()
                : message.getFormattedMessage().length();
        event.getContextData().forEach((key, value) -> sum[0] += key.length() + value.hashCode());
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            for (StackTraceElement frame : thrown.getStackTrace()) {
                sum[0] += frame.getLineNumber();
            }
        }
        Seen.take(sum[0]);
        count.increment();
    }
}

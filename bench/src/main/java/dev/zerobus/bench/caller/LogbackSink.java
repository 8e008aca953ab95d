// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Reads what an appender would write, on whatever thread it is called, and counts. */
final class LogbackSink extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LongAdder count;

    LogbackSink(LongAdder count) {
        this.count = count;
        setName("sink");
    }

    @Override
    protected void append(ILoggingEvent event) {
        long sum = event.getTimeStamp()
                + event.getLoggerName().length()
                + event.getThreadName().length();
        sum += event.getLevel().toInt() + event.getFormattedMessage().length();
        for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
            sum += entry.getKey().length() + entry.getValue().length();
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
                sum += frame.getStackTraceElement().getLineNumber();
            }
        }
        Seen.take(sum);
        count.increment();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.core.util.Duration;
import java.util.concurrent.atomic.LongAdder;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;

/** What needs logstash-logback-encoder, in a class that only its cells load. */
final class LogstashGuest {

    private LogstashGuest() {}

    /** As it comes it drops while its ring is full; else it waits for room. */
    static Subject logback() {
        LongAdder count = new LongAdder();
        LoggingEventAsyncDisruptorAppender appender = new LoggingEventAsyncDisruptorAppender();
        appender.setName("logstash");
        if (!LogbackSubject.DROP) {
            appender.setAppendTimeout(Duration.buildByHours(1));
        }
        appender.addAppender(LogbackSubject.sink(count));
        return new LogbackSubject(appender, Far.counter(count));
    }
}

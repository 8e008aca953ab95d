// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.logback.LogbackMapper;

/** What our appender does with an event, in front of a lane that sends nothing. */
final class LogbackLocal extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LogDoor door;
    private final LogbackMapper mapper;

    LogbackLocal(LogDoor door) {
        this.door = door;
        this.mapper = new LogbackMapper(door.settings());
    }

    @Override
    public void doAppend(ILoggingEvent event) {
        mapper.log(event, event.getThreadName(), door);
    }

    @Override
    protected void append(ILoggingEvent event) {
        doAppend(event);
    }
}

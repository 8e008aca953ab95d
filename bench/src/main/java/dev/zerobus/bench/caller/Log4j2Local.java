// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.core.log.LogDoor;
import dev.zerobus.log4j2.Log4j2Mapper;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What our appender does with an event, in front of a lane that sends nothing. */
final class Log4j2Local extends AbstractAppender {

    private final LogDoor door;
    private final Log4j2Mapper mapper;

    Log4j2Local(LogDoor door) {
        super("local", null, null, true, Property.EMPTY_ARRAY);
        this.door = door;
        this.mapper = new Log4j2Mapper(door.settings());
    }

    @Override
    public void append(LogEvent event) {
        mapper.log(event, door);
    }
}

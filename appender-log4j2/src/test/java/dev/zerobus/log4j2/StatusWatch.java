// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** Hears what is said on Log4j's status logger while it is open. */
final class StatusWatch implements StatusListener {

    private final List<StatusData> heard = new CopyOnWriteArrayList<>();

    StatusWatch() {
        StatusLogger.getLogger().registerListener(this);
    }

    @Override
    public void log(StatusData data) {
        heard.add(data);
    }

    @Override
    public Level getStatusLevel() {
        return Level.WARN;
    }

    /** What was said of our appenders, with a level. */
    List<String> ofZerobus(Level level) {
        return heard.stream()
                .filter(data -> data.getLevel() == level)
                .map(data -> data.getMessage().getFormattedMessage())
                .filter(message -> message.startsWith("Zerobus appender"))
                .toList();
    }

    List<String> all() {
        return heard.stream()
                .map(data -> data.getLevel() + " " + data.getMessage().getFormattedMessage())
                .toList();
    }

    void stop() {
        StatusLogger.getLogger().removeListener(this);
    }

    @Override
    public void close() {
        // called by Log4j when it lets go of this listener
    }
}

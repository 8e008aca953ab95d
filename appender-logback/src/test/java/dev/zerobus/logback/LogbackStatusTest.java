// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import dev.zerobus.core.status.StatusChannel.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogbackStatusTest {

    private final List<String> aloud = new ArrayList<>();

    /** Not started: its settings are wrong, which does not matter here. */
    private final ZerobusAppender appender = new ZerobusAppender();

    private final LogbackStatus status =
            new LogbackStatus(appender, (level, message) -> aloud.add(level + " " + message));

    private static int levelOf(Configured logback, String message) {
        return logback.context.getStatusManager().getCopyOfStatusList().stream()
                .filter(said -> said.getMessage().contains(message))
                .mapToInt(Status::getLevel)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void neverSaysMoreThanWarnAtWhichSpringBootStillStarts() {
        try (Configured logback = new Configured("<configuration/>")) {
            appender.setContext(logback.context);
            status.say(Level.INFO, "an info");
            status.say(Level.WARN, "a warning");
            status.say(Level.ERROR, "an error");
            assertThat(levelOf(logback, "an info")).isEqualTo(Status.INFO);
            assertThat(levelOf(logback, "a warning")).isEqualTo(Status.WARN);
            assertThat(levelOf(logback, "an error")).isEqualTo(Status.WARN);
        }
    }

    @Test
    void leavesItToLogbackToShowWhatIsSaidWhileItIsConfigured() {
        try (Configured logback = new Configured("<configuration/>")) {
            appender.setContext(logback.context);
            status.say(Level.WARN, "early");
            assertThat(aloud).isEmpty();
            appender.start();
            status.say(Level.INFO, "not worth it");
            status.say(Level.WARN, "running");
            appender.stop();
            status.say(Level.ERROR, "stopped");
            assertThat(aloud).containsExactly("WARN running", "ERROR stopped");
        }
    }

    @Test
    void isQuietWhereSomebodyListens() {
        try (Configured logback = new Configured("<configuration/>")) {
            appender.setContext(logback.context);
            appender.start();
            List<String> heard = new ArrayList<>();
            StatusListener listener = said -> heard.add(said.getMessage());
            logback.context.getStatusManager().add(listener);
            status.say(Level.WARN, "heard");
            assertThat(heard).contains("heard");
            assertThat(aloud).isEmpty();
        }
    }

    @Test
    void speaksAloudWithoutAContextAndSurvivesAListenerThatThrows() {
        status.say(Level.ERROR, "no context");
        assertThat(aloud).containsExactly("ERROR no context");
        try (Configured logback = new Configured("<configuration/>")) {
            appender.setContext(logback.context);
            StatusListener broken = said -> {
                throw new IllegalStateException("broken listener");
            };
            logback.context.getStatusManager().add(broken);
            status.say(Level.WARN, "into the void");
            logback.context.getStatusManager().remove(broken);
        }
    }
}

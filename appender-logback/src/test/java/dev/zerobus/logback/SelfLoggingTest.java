// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.proto.event.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An argument that logs when it is asked for its text, even itself: Logback's own appenders keep the inner call out. */
class SelfLoggingTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("com.example.Shop");
    private final CaughtLogs caught = new CaughtLogs();
    private final LogDoor door =
            new LogDoor(caught.settings, name -> CaptureGuard.shared().isInside() ? refuse() : caught.pool.begin(name));
    private int refused;

    SelfLoggingTest() {
        LogbackMapper mapper = new LogbackMapper(caught.settings);
        var appender = new UnsynchronizedAppenderBase<ILoggingEvent>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                mapper.log(event, event.getThreadName(), door);
            }

            @Override
            protected void append(ILoggingEvent event) {}
        };
        logger.addAppender(appender);
    }

    private <T> T refuse() {
        refused++;
        return null;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Logs its own text, or itself. */
    private final class Order {
        private final boolean itself;
        private int asked;

        Order(boolean itself) {
            this.itself = itself;
        }

        @Override
        public String toString() {
            int time = ++asked;
            logger.info("asked for {}", itself ? this : "order-7");
            return "order-7, time " + time;
        }
    }

    @Test
    void whatAnArgumentLogsIsAnEventLikeAnyOther() {
        logger.info("paid {}", new Order(false));
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7", "paid order-7, time 1");
        assertThat(refused).isZero();
    }

    @Test
    void anArgumentThatLogsItselfIsAskedTwiceAndNotForEver() {
        Order order = new Order(true);
        logger.info("paid {}", order);
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7, time 2", "paid order-7, time 1");
        assertThat(order.asked).isEqualTo(2);
        assertThat(refused).as("what it logged inside the guard").isEqualTo(1);
    }

    @Test
    void theNextEventIsFormattedAsEver() {
        logger.info("paid {}", new Order(true));
        caught.clear();
        logger.info("paid {}", new Order(false));
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7", "paid order-7, time 1");
    }
}

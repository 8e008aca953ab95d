// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.proto.event.Event;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;

/** An argument that logs when it is asked for its text, even itself. The agent takes events before Log4j keeps the inner one out. */
class SelfLoggingTest {

    private final CaughtEvents caught = new CaughtEvents();
    private final Log4j2Mapper mapper = caught.mapper;
    private final LogDoor door = new LogDoor(
            caught.door.settings(), name -> CaptureGuard.shared().isInside() ? refuse() : caught.pool.begin(name));
    private int refused;

    private <T> T refuse() {
        refused++;
        return null;
    }

    private void log(String template, Object argument) {
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new ParameterizedMessage(template, argument))
                .build();
        mapper.log(event, door);
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
            log("asked for {}", itself ? this : "order-7");
            return "order-7, time " + time;
        }
    }

    @Test
    void whatAnArgumentLogsIsAnEventLikeAnyOther() {
        log("paid {}", new Order(false));
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7", "paid order-7, time 1");
        assertThat(refused).isZero();
    }

    @Test
    void anArgumentThatLogsItselfIsAskedTwiceAndNotForEver() {
        Order order = new Order(true);
        log("paid {}", order);
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7, time 2", "paid order-7, time 1");
        assertThat(order.asked).isEqualTo(2);
        assertThat(refused).as("what it logged inside the guard").isEqualTo(1);
    }

    @Test
    void theNextEventIsFormattedAsEver() {
        log("paid {}", new Order(true));
        caught.clear();
        log("paid {}", new Order(false));
        assertThat(caught.all())
                .extracting(Event::getMessage)
                .containsExactly("asked for order-7", "paid order-7, time 1");
    }
}

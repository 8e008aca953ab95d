// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.turbo.TurboFilter;
import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.LogServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** Which threads come to a queue in front of the appender, and when the filter is there at all. */
class OwnThreadFilterTest {

    private static Map<String, String> options(String policy) {
        Map<String, String> options = LogServer.options("http://localhost:9", "http://localhost:9", "a.b.c");
        options.put("overflow.policy", policy);
        options.put("shutdown.timeout", "100ms");
        return options;
    }

    private static String queued(String policy) {
        return Xml.configuration(
                        Xml.appender("ZEROBUS", options(policy))
                                + "<appender name=\"ASYNC\" class=\"ch.qos.logback.classic.AsyncAppender\">"
                                + "<appender-ref ref=\"ZEROBUS\"/></appender>",
                        "ASYNC\"/><appender-ref ref=\"ZEROBUS",
                        "TRACE")
                // one that accepts is asked by the logger before any that comes behind it
                .replace(
                        "<configuration>",
                        "<configuration><turboFilter class=\"ch.qos.logback.classic.turbo.MarkerFilter\">"
                                + "<Marker>M</Marker><OnMatch>ACCEPT</OnMatch></turboFilter>");
    }

    private static List<TurboFilter> filters(Configured logback) {
        return List.copyOf(logback.context.getTurboFilterList());
    }

    private static <T> T onOwnThread(Supplier<T> task) throws InterruptedException {
        AtomicReference<T> result = new AtomicReference<>();
        Thread thread = OwnThread.of(() -> result.set(task.get()), "test");
        thread.start();
        thread.join();
        return result.get();
    }

    @Test
    void refusesOurOwnThreadsBehindAQueueBeforeAnybodyElseAccepts() throws Exception {
        try (Configured logback = new Configured(queued("block"))) {
            Logger logger = logback.logger("app");
            assertThat(filters(logback)).as("before the first event").hasSize(1);
            logger.info("both ways");
            Await.until("both to be taken", () -> logback.appender().snapshot().accepted() == 2);

            assertThat(filters(logback)).hasSize(2).first().isInstanceOf(OwnThreadFilter.class);
            assertThat(logger.isErrorEnabled()).isTrue();
            boolean ours = onOwnThread(logger::isErrorEnabled);
            assertThat(ours).isFalse();

            logback.configure(queued("block"));
            assertThat(filters(logback))
                    .as("before the first event of the new configuration, while the old one's queue may be full")
                    .hasSize(2)
                    .first()
                    .isInstanceOf(OwnThreadFilter.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotThereIfNobodyWaitsOrNothingIsQueued(boolean queue) {
        String configuration = queue
                ? queued("drop")
                : Xml.configuration(Xml.appender("ZEROBUS", options("block")), "ZEROBUS", "TRACE");
        try (Configured logback = new Configured(configuration)) {
            logback.logger("app").info("taken");
            Await.until("it to be taken", () -> logback.appender().snapshot().accepted() == (queue ? 2 : 1));
            assertThat(filters(logback)).noneMatch(OwnThreadFilter.class::isInstance);
        }
    }
}

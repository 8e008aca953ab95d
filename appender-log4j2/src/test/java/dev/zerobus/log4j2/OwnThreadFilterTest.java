// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.LogServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which logger calls of which threads come through, and when the filter is there at all. */
final class OwnThreadFilterTest {

    private static final String ONE = "<ThresholdFilter level=\"warn\" onMatch=\"ACCEPT\" onMismatch=\"DENY\"/>";
    private static final String TWO =
            "<Filters><ThresholdFilter level=\"info\" onMatch=\"NEUTRAL\" onMismatch=\"DENY\"/>" + ONE + "</Filters>";

    private static String configuration(String filter) {
        return TestConfig.of("<Null name=\"null\"/>\n", "<Root level=\"trace\"><AppenderRef ref=\"null\"/></Root>")
                .replace("<Appenders>", filter + "<Appenders>");
    }

    /** Every way in which a logger asks its configuration's filter. */
    private static List<Boolean> enabled(ExtendedLogger logger, Level level) {
        return List.of(
                logger.isEnabled(level, null, "m", new Object[0]),
                logger.isEnabled(level, null, "m", (Throwable) null),
                logger.isEnabled(level, null, (CharSequence) "m", null),
                logger.isEnabled(level, null, (Object) "m", null),
                logger.isEnabled(level, null, (Message) new SimpleMessage("m"), null),
                logger.isEnabled(level, null, "m", new Object[] {1, 2}),
                logger.isEnabled(level, null, "m", 1),
                logger.isEnabled(level, null, "m", 1, 2),
                logger.isEnabled(level, null, "m", 1, 2, 3),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5, 6),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5, 6, 7),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5, 6, 7, 8),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5, 6, 7, 8, 9),
                logger.isEnabled(level, null, "m", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    }

    private static <T> T onOwnThread(Supplier<T> task) throws InterruptedException {
        AtomicReference<T> result = new AtomicReference<>();
        Thread thread = OwnThread.of(() -> result.set(task.get()), "test");
        thread.start();
        thread.join();
        return Objects.requireNonNull(result.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ONE, TWO})
    void refusesOurOwnThreadsAndLeavesEverythingElseToTheFilterThatWasThere(String filter) throws Exception {
        LoggerContext context = TestConfig.start(configuration(filter));
        try {
            ExtendedLogger logger = context.getLogger("a");
            assertThat(onOwnThread(() -> enabled(logger, Level.ERROR))).containsOnly(true);
            OwnThreadFilter.addTo(context.getConfiguration());
            Filter added = context.getConfiguration().getFilter();
            OwnThreadFilter.addTo(context.getConfiguration());

            assertThat(added).isInstanceOf(OwnThreadFilter.class);
            assertThat(context.getConfiguration().getFilter())
                    .as("one is enough")
                    .isSameAs(added);
            assertThat(enabled(logger, Level.ERROR)).containsOnly(true);
            assertThat(enabled(logger, Level.INFO)).containsOnly(filter.isEmpty());
            assertThat(onOwnThread(() -> enabled(logger, Level.ERROR))).containsOnly(false);
        } finally {
            context.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "drop"})
    void isThereBehindAQueueIfTheAppenderMayWaitAndStaysWhenTheConfigurationIsReadAnew(String policy) {
        LoggerContext context = TestConfig.start(queued(policy));
        try {
            assertThat(context.getConfiguration().getFilter())
                    .as("before the first event")
                    .isNull();
            context.getLogger("a").info("through a queue");
            ZerobusAppender appender = Objects.requireNonNull(TestConfig.appender(context));
            Await.until(
                    "the event to be taken",
                    () -> Objects.requireNonNull(appender.snapshot()).accepted() == 1);
            assertThat(context.getConfiguration().getFilter() instanceof OwnThreadFilter)
                    .isEqualTo(policy.equals("block"));

            context.setConfiguration(TestConfig.xml(context, queued(policy)));
            assertThat(context.getConfiguration().getFilter() instanceof OwnThreadFilter)
                    .as("before the first event of the new one, while the old one's queue may be full")
                    .isEqualTo(policy.equals("block"));
        } finally {
            context.stop();
        }
    }

    @Test
    void isNotThereWithoutAQueue() {
        LoggerContext context = TestConfig.start(TestConfig.simple(options("block"), ""));
        try {
            context.getLogger("a").info("on the thread that logs");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(TestConfig.appender(context))
                                    .snapshot())
                            .accepted())
                    .isEqualTo(1);
            assertThat(context.getConfiguration().getFilter()).isNull();
        } finally {
            context.stop();
        }
    }

    private static Map<String, String> options(String policy) {
        Map<String, String> options = LogServer.options("http://localhost:9", "http://localhost:9", "a.b.c");
        options.put("overflow.policy", policy);
        options.put("shutdown.timeout", "100ms");
        return options;
    }

    private static String queued(String policy) {
        return TestConfig.of(
                TestConfig.zerobus(options(policy)) + "<Async name=\"queue\"><AppenderRef ref=\"zerobus\"/></Async>\n",
                "<Root level=\"trace\"><AppenderRef ref=\"queue\"/></Root>");
    }
}

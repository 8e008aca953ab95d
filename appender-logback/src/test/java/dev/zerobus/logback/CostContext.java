// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.helpers.NOPAppender;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.testkit.cost.AllocationSide;
import java.time.Duration;
import java.util.Objects;

/** A context with a logger for each of the appenders that are compared. Owned by the main thread of a program. */
final class CostContext implements AutoCloseable {

    final LogbackMDCAdapter mdc;
    final Logger nobody;
    final Logger formatting;
    final Logger zerobus;
    private final Configured logback;
    private final ZerobusAppender appender;

    /** With our appender, named ZEROBUS, at its root. */
    CostContext(String xml) {
        logback = new Configured(xml);
        mdc = logback.mdc;
        appender = logback.appender();
        nobody = logger("nobody", started(new NOPAppender<>()));
        formatting = logger("formatting", started(new FormattingAppender()));
        zerobus = logger("zerobus", appender);
    }

    private Logger logger(String name, Appender<ILoggingEvent> itsOnly) {
        Logger logger = logback.logger(name);
        logger.setAdditive(false);
        logger.addAppender(itsOnly);
        return logger;
    }

    private Appender<ILoggingEvent> started(Appender<ILoggingEvent> other) {
        other.setContext(logback.context);
        other.start();
        return other;
    }

    AllocationSide side(String name) {
        return new AllocationSide(name, this::settle, null);
    }

    void settle() {
        if (!appender.flush(Duration.ofSeconds(60))) {
            throw new AssertionError("the server does not keep up: " + appender.snapshot());
        }
    }

    void assertAllAccepted(long atLeast) {
        ClientSnapshot numbers = Objects.requireNonNull(appender.snapshot());
        if (numbers.dropped() > 0 || numbers.accepted() < atLeast) {
            throw new AssertionError("not every event was accepted: " + numbers);
        }
    }

    @Override
    public void close() {
        logback.close();
    }

    /** The least that an appender does which writes anything. */
    private static final class FormattingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

        /** Written, so that nothing is optimised away. */
        private volatile int length;

        @Override
        protected void append(ILoggingEvent event) {
            length = event.getFormattedMessage().length()
                    + event.getMDCPropertyMap().size();
        }
    }
}

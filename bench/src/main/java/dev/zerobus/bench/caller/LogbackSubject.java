// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.logback.ZerobusAppender;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logback with one appender, built in code instead of a file so that each is seen whole in one place. */
final class LogbackSubject implements Subject {

    static final boolean DROP = Boolean.getBoolean("bench.drop");

    private final LoggerContext context = context();
    private final Logger logger = LoggerFactory.getLogger(Order.LOGGER);
    private final Far far;

    LogbackSubject(Appender<ILoggingEvent> appender, Far far) {
        this.far = far;
        context.reset();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        appender.setContext(context);
        appender.start();
        if (!appender.isStarted()) {
            throw new IllegalStateException(
                    appender + " did not start: " + context.getStatusManager().getCopyOfStatusList());
        }
        root.addAppender(appender);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    static Subject noop() {
        return new LogbackSubject(new LogbackNothing(false), Far.here());
    }

    static Subject mdcOnly() {
        return new LogbackSubject(new LogbackNothing(true), Far.here());
    }

    static Subject zerobus() {
        ZerobusAppender appender = new ZerobusAppender();
        appender.setName("zerobus");
        return new LogbackSubject(appender, new Far() {
            @Override
            public long delivered() {
                ClientSnapshot snapshot = appender.snapshot();
                return snapshot == null ? 0 : snapshot.acked();
            }

            @Override
            public void flush() {
                appender.flush(Duration.ofMinutes(1));
            }

            @Override
            public void close() {
                appender.stop();
            }
        });
    }

    static Subject inProcess() throws Exception {
        LocalClient client = new LocalClient("logs.sql");
        return new LogbackSubject(new LogbackLocal(client.door()), Far.of(client));
    }

    /** As it comes it discards INFO while its queue is nearly full; else it waits for room. */
    static Subject asyncAppender() {
        LongAdder count = new LongAdder();
        AsyncAppender appender = new AsyncAppender();
        appender.setName("async");
        if (!DROP) {
            appender.setDiscardingThreshold(0);
        }
        appender.addAppender(sink(count));
        return new LogbackSubject(appender, Far.counter(count));
    }

    static LogbackSink sink(LongAdder count) {
        LogbackSink sink = new LogbackSink(count);
        sink.setContext(context());
        sink.start();
        return sink;
    }

    @Override
    public void enterThread() {
        MDC.setContextMap(Order.context());
    }

    @Override
    public void nextRequest(int number) {
        MDC.put("request_id", Order.request(number));
    }

    @Override
    public void call(int number) {
        logger.info(Order.TEMPLATE, Order.number(number), Order.customer(number));
    }

    @Override
    public void call(int number, Throwable thrown) {
        logger.error(Order.FAILED, Order.number(number), Order.customer(number), thrown);
    }

    @Override
    public long delivered() {
        return far.delivered();
    }

    @Override
    public void flush() {
        far.flush();
    }

    @Override
    public void close() {
        far.close();
        context.stop();
    }
}

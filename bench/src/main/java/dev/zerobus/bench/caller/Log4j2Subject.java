// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.log4j2.ZerobusAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Log4j2 with one appender, built in code instead of a file so that each is seen whole in one place. */
final class Log4j2Subject implements Subject {

    private final Logger logger = LogManager.getLogger(Order.LOGGER);
    private final Far far;

    Log4j2Subject(Appender appender, Far far) {
        this.far = far;
        appender.start();
        LoggerContext context = context();
        Configuration configuration = context.getConfiguration();
        LoggerConfig root = configuration.getRootLogger();
        List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
        configuration.addAppender(appender);
        root.addAppender(appender, null, null);
        root.setLevel(Level.INFO);
        context.updateLoggers();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }

    static Subject noop() {
        return new Log4j2Subject(new Log4j2Nothing(), Far.here());
    }

    static Subject zerobus() {
        ZerobusAppender appender = ZerobusAppender.newBuilder()
                .setName("zerobus")
                .setConfiguration(context().getConfiguration())
                .build();
        return new Log4j2Subject(appender, new Far() {
            @Override
            public long delivered() {
                ClientSnapshot snapshot = appender.snapshot();
                return snapshot == null ? 0 : snapshot.acked();
            }

            @Override
            public void flush() {
                appender.flush(1, TimeUnit.MINUTES);
            }

            @Override
            public void close() {
                appender.stop();
            }
        });
    }

    static Subject inProcess() throws Exception {
        LocalClient client = new LocalClient("logs.sql");
        return new Log4j2Subject(new Log4j2Local(client.door()), Far.of(client));
    }

    /** The JVM's words choose async loggers; the appender is then called on their thread. */
    static Subject asyncLoggers() {
        LongAdder count = new LongAdder();
        return new Log4j2Subject(new Log4j2Sink(count), Far.counter(count));
    }

    static Subject asyncAppender() {
        LongAdder count = new LongAdder();
        Configuration configuration = context().getConfiguration();
        Log4j2Sink sink = new Log4j2Sink(count);
        sink.start();
        configuration.addAppender(sink);
        AsyncAppender appender = AsyncAppender.newBuilder()
                .setName("async")
                .setConfiguration(configuration)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef("sink", null, null)})
                .build();
        return new Log4j2Subject(appender, Far.counter(count));
    }

    @Override
    public void enterThread() {
        ThreadContext.putAll(Order.context());
    }

    @Override
    public void nextRequest(int number) {
        ThreadContext.put("request_id", Order.request(number));
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
        LogManager.shutdown();
    }
}

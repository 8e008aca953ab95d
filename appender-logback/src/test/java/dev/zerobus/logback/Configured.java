// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A logger context of its own, configured as Logback does it. Owned by the test's thread. */
final class Configured implements AutoCloseable {

    final LoggerContext context = new LoggerContext();
    final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    Configured(String xml) {
        context.setMDCAdapter(mdc);
        context.start();
        configure(xml);
    }

    /** With our appender ZEROBUS at the root logger, made of these elements. */
    static Configured with(String... elements) {
        return new Configured(
                Xml.configuration(Xml.appender("ZEROBUS", java.util.Map.of(), elements), "ZEROBUS", "TRACE"));
    }

    /** What a new version of the file does. */
    void configure(String xml) {
        context.reset();
        addConfiguration(xml);
    }

    void addConfiguration(String xml) {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(xml, e);
        }
    }

    Logger logger(String name) {
        return context.getLogger(name);
    }

    ZerobusAppender appender() {
        return appender("ZEROBUS");
    }

    ZerobusAppender appender(String name) {
        return (ZerobusAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(name);
    }

    /** What was said above INFO. */
    List<String> complaints() {
        return statuses(Status.WARN);
    }

    List<String> errors() {
        return statuses(Status.ERROR);
    }

    private List<String> statuses(int least) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= least)
                .map(Status::getMessage)
                .toList();
    }

    boolean marked() {
        return Boolean.TRUE.equals(context.getObject("dev.zerobus.appender"));
    }

    @Override
    public void close() {
        context.stop();
    }
}

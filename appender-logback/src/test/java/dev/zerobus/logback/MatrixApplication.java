// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Runs with whatever Logback there is: logs, reads its configuration anew, logs again, stops. Uses only what all versions have. */
public final class MatrixApplication {

    private MatrixApplication() {}

    /** Arguments: the appenders' elements, the root appender, whether there is SLF4J 2. */
    public static void main(String[] args) throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        System.out.println("logback "
                + LoggerContext.class.getProtectionDomain().getCodeSource().getLocation());
        configure(context, args);
        log("first");
        ZerobusAppender before = ours(context);
        Object client = before == null ? null : before.client();
        configure(context, args);
        log("second");
        ZerobusAppender after = ours(context);
        System.out.println("same client " + (after == null || after.client() == client));
        System.out.println("marked " + context.getObject("dev.zerobus.appender"));
        if (Boolean.parseBoolean(args[2])) {
            KeyValues.log();
        }
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                System.out.println("said " + status);
            }
        }
        context.stop();
        System.out.println("stopped");
    }

    private static ZerobusAppender ours(LoggerContext context) {
        return (ZerobusAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("ZEROBUS");
    }

    private static void configure(LoggerContext context, String[] args) throws Exception {
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        String xml = Xml.configuration(args[0], args[1], "TRACE");
        configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("deprecation") // references of markers: old, and still what people use
    private static void log(String which) {
        org.slf4j.Logger logger = LoggerFactory.getLogger("app.Matrix");
        MDC.put("request_id", which + "-r");
        Marker audit = MarkerFactory.getMarker("AUDIT");
        audit.add(MarkerFactory.getMarker("MONEY"));
        logger.warn(audit, "{} of {}", which, 2, new IllegalStateException("no money"));
        MDC.remove("request_id");
        for (int i = 0; i < 50; i++) {
            logger.trace("more");
        }
    }

    /** What came with SLF4J 2; not linked before. */
    private static final class KeyValues {
        static void log() {
            LoggerFactory.getLogger("app.Matrix")
                    .atInfo()
                    .addKeyValue("cents", 750)
                    .log("with a pair");
        }
    }
}

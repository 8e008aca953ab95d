// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** Texts of {@code log4j2.xml}. */
final class TestConfig {

    private static final Map<String, String> ATTRIBUTES =
            Map.of("endpoint", "endpoint", "workspace.url", "workspaceUrl", "table", "table", "auth", "auth");

    private TestConfig() {}

    /** The element with the options, some of them as attributes. */
    static String zerobus(Map<String, String> options) {
        return zerobus(options, "");
    }

    static String zerobus(Map<String, String> options, String more) {
        StringBuilder attributes = new StringBuilder("<Zerobus name=\"zerobus\"");
        StringBuilder elements = new StringBuilder();
        options.forEach((key, value) -> {
            String attribute = ATTRIBUTES.get(key);
            if (attribute != null) {
                attributes
                        .append(' ')
                        .append(attribute)
                        .append("=\"")
                        .append(value)
                        .append('"');
            } else {
                elements.append("<Option key=\"")
                        .append(key)
                        .append("\" value=\"")
                        .append(value)
                        .append("\"/>\n");
            }
        });
        return attributes + ">\n" + elements + more + "</Zerobus>\n";
    }

    static String of(String appenders, String loggers) {
        return "<Configuration status=\"WARN\">\n<Appenders>\n" + appenders + "</Appenders>\n<Loggers>\n" + loggers
                + "\n</Loggers>\n</Configuration>\n";
    }

    /** All events of a level go to the one appender. */
    static String simple(Map<String, String> options, String more) {
        return of(zerobus(options, more), "<Root level=\"trace\"><AppenderRef ref=\"zerobus\"/></Root>");
    }

    static Configuration xml(LoggerContext context, String text) {
        try {
            return new XmlConfiguration(
                    context, new ConfigurationSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A context of its own, started with the configuration. */
    static LoggerContext start(String text) {
        LoggerContext context = new LoggerContext("test");
        context.start(xml(context, text));
        return context;
    }

    static ZerobusAppender appender(LoggerContext context) {
        return context.getConfiguration().getAppender("zerobus");
    }
}

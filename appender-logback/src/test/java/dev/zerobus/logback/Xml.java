// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.Map;

/** Configurations as text. */
final class Xml {

    private Xml() {}

    /** The appender's element with options as {@code <option>}, and more elements. */
    static String appender(String name, Map<String, String> options, String... more) {
        StringBuilder xml = new StringBuilder();
        xml.append("<appender name=\"").append(name).append("\" class=\"dev.zerobus.logback.ZerobusAppender\">\n");
        options.forEach((key, value) -> xml.append("  <option><key>")
                .append(key)
                .append("</key><value>")
                .append(escaped(value))
                .append("</value></option>\n"));
        for (String element : more) {
            xml.append("  ").append(element).append('\n');
        }
        return xml.append("</appender>\n").toString();
    }

    /** A configuration whose root logger has one appender. */
    static String configuration(String appenders, String rootAppender, String rootLevel) {
        return "<configuration>\n" + appenders + "<root level=\"" + rootLevel + "\"><appender-ref ref=\"" + rootAppender
                + "\"/></root>\n</configuration>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.Map;

/** The same application with our appender behind Logback's AsyncAppender, which is told to lose nothing. */
public final class AsyncApplication extends LogbackApplication {

    /** For another process. */
    public AsyncApplication() {}

    @Override
    String appenders(Map<String, String> options) {
        return super.appenders(options) + """
                <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
                  <queueSize>4096</queueSize>
                  <discardingThreshold>0</discardingThreshold>
                  <maxFlushTime>20000</maxFlushTime>
                  <appender-ref ref="ZEROBUS"/>
                </appender>
                """;
    }

    @Override
    String rootAppender() {
        return "ASYNC";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logs through three frameworks, and bridges none: that of a call is the first part of its logger's name. */
public final class FrameworksApp implements LoggingApplication {

    private final Map<String, LoggingApplication> frameworks = new LinkedHashMap<>();

    @Override
    public void start(DoorSettings settings) throws Exception {
        frameworks.put("log4j2", new Log4j2App());
        frameworks.put("logback", new LogbackApp());
        frameworks.put("jul", new JulApp());
        for (LoggingApplication framework : frameworks.values()) {
            framework.start(settings);
        }
    }

    @Override
    public void reconfigure() throws Exception {
        for (LoggingApplication framework : frameworks.values()) {
            framework.reconfigure();
        }
    }

    @Override
    public void log(LogCall call) {
        frameworks.get(call.logger().substring(0, call.logger().indexOf('.'))).log(call);
    }

    @Override
    public void stop() throws Exception {
        for (LoggingApplication framework : frameworks.values()) {
            framework.stop();
        }
    }
}

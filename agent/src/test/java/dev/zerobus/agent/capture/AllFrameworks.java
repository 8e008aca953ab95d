// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import dev.zerobus.agent.app.FrameworksApp;
import dev.zerobus.agent.app.JulApp;
import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.contract.ForkedMain;
import java.nio.file.Path;
import org.apache.logging.log4j.core.LogEvent;

/** The application that logs through every framework. Stateless. */
final class AllFrameworks {

    private AllFrameworks() {}

    /** Its classes, with those of a test, and its libraries. */
    static AgentApp in(Path directory, Class<?> calls) {
        return AgentApp.in(directory)
                .classes(FrameworksApp.class, Log4j2App.class, LogbackApp.class, JulApp.class, calls)
                .api()
                .library(ForkedMain.class)
                .library(LogEvent.class)
                .library(org.apache.logging.log4j.Logger.class)
                .library(LoggerContext.class)
                .library(Context.class)
                .library(org.slf4j.Logger.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.logback.ZerobusAppender;
import dev.zerobus.testkit.contract.Door;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

// woven as Log4j is; JUL and Log4j are captured on every JDK
@Tag("long")
class LogbackCaptureTest extends CaptureContract {

    @Override
    Class<? extends LoggingApplication> type() {
        return LogbackApp.class;
    }

    @Override
    AgentApp app(AgentApp in) {
        return in.library(LoggerContext.class)
                .library(Context.class)
                .library(Logger.class)
                .library(SLF4JBridgeHandler.class);
    }

    @Override
    protected Door openWithAgentAndAppender(DoorSettings settings) throws Exception {
        AgentApp both = bare().library(ZerobusAppender.class);
        ClientLibraries.addTo(both);
        return start(both.jvm("-D" + LogbackApp.APPENDER + "=true").command(settings.options()), settings);
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.STACK));
    }
}

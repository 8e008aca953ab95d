// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.log4j2.ZerobusAppender;
import dev.zerobus.testkit.contract.Door;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.EnumSet;
import java.util.Set;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LogEvent;

class Log4j2CaptureTest extends CaptureContract {

    @Override
    Class<? extends LoggingApplication> type() {
        return Log4j2App.class;
    }

    @Override
    AgentApp app(AgentApp in) {
        return in.library(LogEvent.class).library(Logger.class);
    }

    @Override
    protected Door openWithAgentAndAppender(DoorSettings settings) throws Exception {
        AgentApp both = bare().library(ZerobusAppender.class);
        ClientLibraries.addTo(both);
        return start(both.jvm("-D" + LogbackApp.APPENDER + "=true").command(settings.options()), settings);
    }

    @Override
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.FIELDS));
    }
}

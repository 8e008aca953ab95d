// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.agent.app.JulApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.Feature;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

class JulCaptureTest extends CaptureContract {

    @Override
    Class<? extends LoggingApplication> type() {
        return JulApp.class;
    }

    @Override
    AgentApp app(AgentApp in) {
        return in;
    }

    /** At the finest level the JDK logs as well, and that is captured like anything else: where rows are counted it is not wanted. */
    @Override
    Map<String, String> options(DoorSettings settings) {
        return settings.everything()
                ? settings.options()
                : settings.with("agent.capture.exclude", "java.*,javax.*,jdk.*,sun.*")
                        .options();
    }

    /** The JDK's HTTP logs on our threads. */
    @Override
    protected boolean hearsUs() {
        return true;
    }

    /** A record knows the class and method of its caller, not the line. */
    @Override
    protected Set<Feature> features() {
        return EnumSet.of(Feature.TEMPLATE, Feature.THREAD_ID, Feature.CALLER);
    }

    @Override
    protected String levelName(LogLevel level) {
        return JulApp.level(level).getName();
    }

    @Override
    protected String templateOf(String template) {
        return JulApp.template(template);
    }
}

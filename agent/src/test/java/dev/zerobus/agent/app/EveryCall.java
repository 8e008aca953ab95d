// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;
import java.util.List;

/** Each framework, each of three loggers, each level: one log call. And one event that has nothing to do with any framework. */
public record EveryCall() implements Scenario<Boolean> {

    /** Begin the loggers' names. */
    public static final List<String> FRAMEWORKS = List.of("log4j2", "logback", "jul");

    /** End them. */
    public static final List<String> LOGGERS = List.of("app.Shop", "app.Till", "lib.Sql");

    /** Answers whether the agent took the event. */
    @Override
    public Boolean run(LoggingApplication app) {
        for (String framework : FRAMEWORKS) {
            for (String logger : LOGGERS) {
                for (LogLevel level : LogLevel.values()) {
                    app.log(LogCall.of(level, "said").by(framework + "." + logger));
                }
            }
        }
        Events.emit("checked");
        return Events.enabled();
    }
}

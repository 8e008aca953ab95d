// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;

/**
 * One log call with all that the framework has, numbered ones, a configuration that is read anew in the midst of them, and an
 * argument that changes after its call.
 *
 * @param framework a class of the framework, to know where it comes from
 * @param fields whether calls can have key-value pairs
 */
public record VersionCalls(String framework, boolean fields) implements Scenario<String> {

    /** How many are numbered. */
    public static final int NUMBERED = 200;

    /** Answers the place of the framework's jar. */
    @Override
    public String run(LoggingApplication app) throws Exception {
        LogCall call = LogCall.of(LogLevel.WARN, "paid {} of {} with {}", "7.50", 42, "4111111111111111")
                .by("app.Till")
                .context("request_id", "r-17")
                .context("password", "hunter2")
                .stack("outer")
                .markers("AUDIT", "MONEY")
                .failure(new IllegalStateException("no money", new RuntimeException("the bank is closed")));
        app.log(fields ? call.field("cents", 750) : call);
        StringBuilder changing = new StringBuilder("old");
        app.log(LogCall.of(LogLevel.INFO, "changing {}", changing));
        changing.setLength(0);
        changing.append("new");
        for (int i = 0; i < NUMBERED; i++) {
            if (i == NUMBERED / 2) {
                app.reconfigure();
            }
            app.log(LogCall.of(LogLevel.TRACE, "number {}", i));
        }
        return Class.forName(framework)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }
}

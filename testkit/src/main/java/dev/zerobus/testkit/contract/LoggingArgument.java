// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/**
 * Logs arguments whose {@code toString} logs.
 *
 * @param calls how often
 */
record LoggingArgument(int calls) implements Scenario<Integer> {

    @Override
    public Integer run(LoggingApplication app) {
        Object argument = new Object() {
            @Override
            public String toString() {
                app.log(LogCall.of(LogLevel.INFO, "inner of an {}", "argument").by("app.Inner"));
                return "argument";
            }
        };
        for (int i = 0; i < calls; i++) {
            app.log(LogCall.of(LogLevel.INFO, "outer {} {}", i, argument).by("app.Outer"));
        }
        return calls;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.List;

/**
 * Logs an argument and changes it right after the call, again and again.
 *
 * @param calls how often
 */
record MutableArguments(int calls) implements Scenario<Integer> {

    @Override
    public Integer run(LoggingApplication app) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            value.setLength(0);
            value.append("old");
            app.log(new LogCall(
                    "app.Mutable",
                    LogLevel.INFO,
                    "value {} of {}",
                    List.of(value, i),
                    java.util.Map.of(),
                    List.of(),
                    List.of(),
                    java.util.Map.of(),
                    null));
            value.setLength(0);
            value.append("new");
        }
        return calls;
    }
}

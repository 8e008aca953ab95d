// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes every call of {@link Nasty} and reports what came back, by the call's name: "" or the stack trace of what was thrown. */
record NastyCalls() implements Scenario<LinkedHashMap<String, String>> {

    /** What a framework throws by itself is not the door's doing. */
    static final String OURS = "through the door: ";

    @Override
    public LinkedHashMap<String, String> run(LoggingApplication app) {
        LinkedHashMap<String, String> report = new LinkedHashMap<>();
        for (Map.Entry<String, LogCall> call : Nasty.calls().entrySet()) {
            try {
                app.log(call.getValue());
                report.put(call.getKey(), "");
            } catch (Throwable thrown) {
                report.put(call.getKey(), described(app, thrown));
            }
        }
        return report;
    }

    private static String described(LoggingApplication app, Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        boolean ours = false;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String type = frame.getClassName();
            text.append("\n\tat ").append(frame);
            ours |= type.startsWith("dev.zerobus.")
                    && !type.startsWith("dev.zerobus.testkit.")
                    && !type.startsWith(app.getClass().getName());
        }
        return (ours ? OURS : "") + text;
    }
}

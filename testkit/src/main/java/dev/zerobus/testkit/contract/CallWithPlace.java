// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** One log call whose message says where it was made: {@code FILE:LINE CLASS.METHOD}, found by the argument's own look at the stack. */
record CallWithPlace() implements Scenario<String> {

    @Override
    public String run(LoggingApplication app) {
        app.log(LogCall.of(LogLevel.INFO, "{}", new Place(app.getClass().getName())));
        return app.getClass().getName() + ".log";
    }

    /** Every framework formats the message while the call is made, so that the call is still on the stack. */
    private record Place(String application) {

        @Override
        public String toString() {
            for (StackTraceElement frame : new Throwable().getStackTrace()) {
                if (frame.getClassName().equals(application)
                        && frame.getMethodName().equals("log")) {
                    return frame.getFileName() + ":" + frame.getLineNumber() + " " + frame.getClassName() + "."
                            + frame.getMethodName();
                }
            }
            return "not on the stack";
        }
    }
}

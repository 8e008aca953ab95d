// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;

/** A started application whose log events go through the door. Owned by the test's thread. */
public interface Door extends AutoCloseable {

    /**
     * Lets something happen in the application's process.
     *
     * @param scenario what
     * @param <T> what it answers
     * @return its answer
     */
    <T extends Serializable> T run(Scenario<T> scenario) throws Exception;

    /** Ends the application in order: its framework is stopped, a process of its own ends by itself with status 0. */
    void end() throws Exception;

    /** Ends it if {@link #end} was not called; leaves nothing behind. */
    @Override
    void close();

    /**
     * Makes one log call.
     *
     * @param call what to log; only what it is now counts
     */
    default void log(LogCall call) throws Exception {
        run(app -> {
            app.log(call);
            return "";
        });
    }

    /**
     * Starts an application in this process.
     *
     * @param app a new one
     * @param settings how
     * @return the started one
     */
    static Door inThisProcess(LoggingApplication app, DoorSettings settings) throws Exception {
        app.start(settings);
        return new Door() {
            @Override
            public <T extends Serializable> T run(Scenario<T> scenario) throws Exception {
                return scenario.run(app);
            }

            @Override
            public void end() throws Exception {
                app.stop();
            }

            @Override
            public void close() {
                try {
                    app.stop();
                } catch (Exception e) {
                    throw new AssertionError("the application did not stop", e);
                }
            }
        };
    }
}

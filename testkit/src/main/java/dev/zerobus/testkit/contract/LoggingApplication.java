// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/**
 * An application that logs through one framework. Has a constructor without arguments, so that it can be started in another
 * process. {@link #log} is called by many threads at once, the rest by one.
 */
public interface LoggingApplication {

    /**
     * Configures the framework, with the door if that is a part of its configuration.
     *
     * @param settings what is wanted
     */
    void start(DoorSettings settings) throws Exception;

    /**
     * Makes one log call on the calling thread, in the way that users of the framework do, and leaves no trace of it in the
     * thread's context. What the framework throws comes through.
     *
     * @param call what to log
     */
    void log(LogCall call);

    /** Lets the framework read its configuration anew while others log. */
    void reconfigure() throws Exception;

    /** Ends the framework as an application does that ends in order. Can be called again. */
    void stop() throws Exception;
}

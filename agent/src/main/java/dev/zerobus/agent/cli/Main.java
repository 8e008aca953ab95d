// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.cli;

/** Runs a command. Called by the launcher, by reflection. */
public final class Main {

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments the command and its arguments
     * @return the exit code
     */
    public static int run(String[] arguments) {
        return 0;
    }
}

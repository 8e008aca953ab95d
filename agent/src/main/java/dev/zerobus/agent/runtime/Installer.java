// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

/** One thing that the agent does to the application's classes. Called once, by the thread that starts the agent. */
public interface Installer {

    /**
     * Installs it. What is thrown is said on standard error, and the others are installed all the same.
     *
     * @param context what it needs
     */
    void install(AgentContext context);
}

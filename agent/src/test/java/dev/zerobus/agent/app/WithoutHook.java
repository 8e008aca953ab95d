// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

/** Stands for a framework's class in which what the agent looks for is not there; a test gives it that class's name. */
public final class WithoutHook {

    public String say(String what) {
        return "it says " + what;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

/** Stands for a framework's class in which what the agent looks for is another thing; a test gives it that class's name. */
public final class OddHook {

    public String say(String what) {
        return processLogEvent(what, "oddly");
    }

    public String processLogEvent(String event, String predicate) {
        return "it says " + event + " " + predicate;
    }
}

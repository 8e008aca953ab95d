// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

/** Nothing of it is woven. Prints which of the classes that were loaded are of Byte Buddy, as the JVM says it. */
public final class Plain {

    private Plain() {}

    public static void main(String[] args) {
        // no lambda and no concatenation: it is compared what the agent adds to the least
        System.out.println("plain ".concat(String.join(",", args)));
    }
}

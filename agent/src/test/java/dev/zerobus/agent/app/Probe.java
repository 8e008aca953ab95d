// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;
import java.util.Collections;

/** An application that says what it can see of the agent. */
public final class Probe {

    private Probe() {}

    public static void main(String[] args) throws Exception {
        for (String name : args) {
            System.out.println(name + " " + visible(name));
        }
        System.out.println("services "
                + Collections.list(Probe.class
                                .getClassLoader()
                                .getResources("META-INF/services/io.grpc.ManagedChannelProvider"))
                        .size());
        System.out.println("enabled " + Events.enabled());
    }

    private static boolean visible(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;
import java.nio.file.Path;

/** An application that uses libraries of its own before and after its events, and says where each comes from. */
public final class Conflicting {

    private Conflicting() {}

    public static void main(String[] args) throws Exception {
        int half = args.length / 2;
        for (int i = 0; i < args.length; i++) {
            if (i == half) {
                System.out.println("accepted " + Events.emit("conflict", "n", 1));
                record("one");
                System.out.println("delivered " + Events.flush(java.time.Duration.ofSeconds(60)));
            }
            Class<?> type = Class.forName(args[i]);
            System.out.println(type.getName() + " of "
                    + Path.of(type.getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .getFileName());
        }
    }

    /** A rule makes it emit an event. */
    static void record(String what) {
        System.out.println("recorded " + what);
    }
}

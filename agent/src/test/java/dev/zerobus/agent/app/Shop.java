// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;

/** An application that knows the API and nothing else. Emits before main, in main, and ends; prints what it was told. */
public final class Shop {

    private static final boolean EARLY = Events.emit("early", "n", 0);

    private Shop() {}

    public static void main(String[] args) {
        int events = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        int accepted = EARLY ? 1 : 0;
        for (int i = 1; i < events; i++) {
            accepted += Events.event("order")
                            .put("n", i)
                            .put("ok", true)
                            .put("ratio", 0.5)
                            .put("small", 0.1f)
                            .put("letter", 'é')
                            .put("note", "note " + i)
                            .severity(Severity.WARN)
                            .message("order " + i)
                            .emit()
                    ? 1
                    : 0;
        }
        System.out.println("enabled " + Events.enabled() + " accepted " + accepted);
        System.err.flush();
        if (args.length > 1) {
            System.exit(Integer.parseInt(args[1]));
        }
    }
}

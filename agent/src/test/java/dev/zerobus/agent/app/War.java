// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;

/** A web application, as far as this matters: its own types as values, its own copy of the API. */
public final class War {

    private War() {}

    /** A value whose class must not be kept. */
    enum Kind {
        WAR
    }

    /** Another one, taken by its text. */
    static final class Ticket {
        @Override
        public String toString() {
            return "ticket";
        }
    }

    public static int emit(int number) {
        int accepted = 0;
        for (int i = 0; i < 100; i++) {
            accepted += Events.emit("war", "n", number, "note", new Ticket(), "kind", Kind.WAR) ? 1 : 0;
            accepted += Events.event("war")
                            .put("n", number)
                            .put("note", (Object) new Ticket())
                            .failure(new IllegalStateException("gone"))
                            .emit()
                    ? 1
                    : 0;
        }
        return accepted;
    }
}

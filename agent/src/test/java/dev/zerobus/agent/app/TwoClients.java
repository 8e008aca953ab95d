// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.EventSink;
import dev.zerobus.api.EventWriter;
import dev.zerobus.api.Events;

/** An application with a listener of its own, beside the agent. */
public final class TwoClients {

    private TwoClients() {}

    public static void main(String[] args) {
        Events.emit("agent", "n", 1);
        EventSink own = new EventSink() {
            @Override
            public EventWriter begin(String event) {
                System.out.println("own listener got " + event);
                return null;
            }

            @Override
            public boolean flush(long timeoutNanos) {
                return true;
            }
        };
        System.out.println("agent was there " + (Events.attach(own) != null));
        Events.emit("own", "n", 2);
        System.out.println("detached " + Events.detach(own));
        System.out.println("agent again " + Events.emit("agent", "n", 3));
    }
}

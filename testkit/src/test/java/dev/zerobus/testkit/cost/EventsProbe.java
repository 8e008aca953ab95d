// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import java.time.Duration;

/** Prints the bytes that {@code Events} allocate with a whole client behind them, and what virtual threads cost. A program. */
public final class EventsProbe {

    private static final String LONG_TEXT = "a text that does not fit into one chunk of the ring, ".repeat(8);

    /** Written, so that what is planted is not optimised away. */
    private static volatile Object kept = "";

    private EventsProbe() {}

    /**
     * Runs. The environment says where the server is.
     *
     * @param args {@code bytes} or {@code threads}
     */
    public static void main(String[] args) throws Exception {
        try (ZerobusClient client = ZerobusClient.start(ZerobusConfig.load())) {
            Runnable settle = () -> {
                if (!client.flush(Duration.ofSeconds(60))) {
                    throw new AssertionError("the server does not keep up: " + client.snapshot());
                }
            };
            long atLeast = args[0].equals("bytes") ? bytes(settle) : threads(settle);
            ClientSnapshot numbers = client.snapshot();
            if (numbers.dropped() > 0 || numbers.accepted() < atLeast) {
                throw new AssertionError("not every event was accepted: " + numbers);
            }
        }
    }

    private static long bytes(Runnable settle) {
        AllocationMeter meter = new AllocationMeter(new AllocationSide("zerobus", settle, null));
        meter.measure("primitives", (side, i) -> primitives(i));
        meter.measure(
                "long-text",
                (side, i) -> Events.event("order_placed").put("note", LONG_TEXT).emit());
        meter.measure("control", (side, i) -> {
            // the smallest object that there is
            kept = new Object();
            primitives(i);
        });
        return AllocationMeter.BURST;
    }

    private static void primitives(int i) {
        Events.event("order_placed")
                .put("order_id", (long) i)
                .put("lines", i & 7)
                .put("amount", i * 0.5)
                .put("ratio", 1.5f)
                .put("express", (i & 1) == 0)
                .put("grade", 'a')
                .put("country", "DE")
                .put("customer", "Zo\u00eb \u20ac")
                .put("channel", "web")
                .severity(Severity.INFO)
                .message("an order was placed")
                .time(i)
                .emit();
    }

    private static long threads(Runnable settle) throws Exception {
        VirtualThreadMeter meter = new VirtualThreadMeter(EventsProbe.class, settle);
        meter.pinOne();
        meter.pinning("cold", EventsProbe::primitives);
        meter.pinning("warm", EventsProbe::primitives);
        meter.memory(number -> {}, EventsProbe::primitives);
        return 2L * VirtualThreadMeter.THREADS * VirtualThreadMeter.EVENTS;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.JavaProcess;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.time.Duration;
import java.util.Locale;

/**
 * A client as an application has it: configured by the environment, with a sink in another process. With the system property
 * {@code bench.outage}, which is a port, nobody listens there until the measuring is over: events are delivered when they were
 * accepted, and how fast the client catches up afterwards is a figure of its own.
 */
final class WholeClient implements EmitSubject.Behind {

    private static final int OUTAGE_PORT = Integer.getInteger("bench.outage", 0);

    /** Of the 1 GiB that a lane may have on disk, what the warm-up may take, and where measuring ends. */
    private static final long WARM_UP_DISK_BYTES = 300L << 20;

    private static final long DISK_BYTES = 900L << 20;

    private static final Duration LONG = Duration.ofMinutes(2);

    private final ZerobusClient client = ZerobusClient.start();
    private volatile long mayFillBytes = WARM_UP_DISK_BYTES;

    private LaneSnapshot lane() {
        return client.snapshot().lanes().get(0);
    }

    @Override
    public long delivered() {
        LaneSnapshot lane = lane();
        return OUTAGE_PORT > 0 ? lane.accepted() : lane.acked();
    }

    @Override
    public void flush() {
        if (OUTAGE_PORT == 0) {
            client.flush(LONG);
        }
    }

    /** In an outage: until the ring is full and events go to disk. */
    @Override
    public void prepare(Runnable call) throws Exception {
        while (OUTAGE_PORT > 0 && lane().spilled() == 0) {
            for (int i = 0; i < 100; i++) {
                call.run();
            }
            Thread.sleep(1);
        }
        mayFillBytes = DISK_BYTES;
    }

    @Override
    public boolean exhausted() {
        return OUTAGE_PORT > 0 && lane().disk().bytes() > mayFillBytes;
    }

    /** The service is back: how many records a second until nothing waits. */
    @Override
    public String more() throws Exception {
        if (OUTAGE_PORT == 0) {
            return "";
        }
        Process sink = JavaProcess.startSink(String.valueOf(OUTAGE_PORT));
        try {
            while (lane().acked() == 0) {
                Thread.sleep(1);
            }
            long from = System.nanoTime();
            long waiting = lane().accepted() - lane().acked();
            boolean all = client.flush(LONG);
            double perSecond = waiting * 1e9 / (System.nanoTime() - from);
            return String.format(
                    Locale.ROOT, "catchup=%.0f left=%d", perSecond, all ? 0 : lane().accepted() - lane().acked());
        } finally {
            sink.destroy();
        }
    }

    @Override
    public void close() {
        client.close(OUTAGE_PORT > 0 ? Duration.ZERO : Duration.ofSeconds(10));
    }
}

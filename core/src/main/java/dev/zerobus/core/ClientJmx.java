// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.metrics.LaneJmx;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.thread.OwnThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows a client and its lanes through JMX, now or later. JMX is not touched before. Safe from any thread; never throws. */
final class ClientJmx implements AutoCloseable {

    private final String client;
    private final List<ClientLane> lanes;
    private final ClientCounts counts;
    private final StatusChannel status;
    private final long laterNanos;

    private final List<LaneJmx> shown = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this

    ClientJmx(String client, List<ClientLane> lanes, ClientCounts counts, StatusChannel status, long laterNanos) {
        this.client = client;
        this.lanes = lanes;
        this.counts = counts;
        this.status = status;
        this.laterNanos = laterNanos;
    }

    void show(JmxTime when) {
        if (when == JmxTime.NOW) {
            register();
        } else if (when == JmxTime.LATER) {
            // not on the house's thread, which may hang at a token; not by a timer, which would stay
            OwnThread.of(this::registerLater, "jmx").start();
        }
    }

    private synchronized void registerLater() {
        long deadline = System.nanoTime() + laterNanos;
        try {
            for (long left = laterNanos; left > 0 && !closed; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
            }
        } catch (InterruptedException e) {
            return; // nobody has a reason to; then without JMX
        }
        register();
    }

    private synchronized void register() {
        if (closed) {
            return;
        }
        for (ClientLane lane : lanes) {
            shown.add(LaneJmx.register(client, lane.lane().name(), lane.metrics()::snapshot, status));
        }
        shown.add(LaneJmx.registerClient(client, counts::drops, counts::problems, counts::deadLetters, status));
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        shown.forEach(LaneJmx::close);
        shown.clear();
    }
}

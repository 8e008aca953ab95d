// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneReport;
import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.spill.OrphanSlot;
import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillLog;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.thread.OwnThread;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends what earlier processes have left on disk, under their producer ids: beside the lane that it belongs to, one process's
 * events after another's. Safe from any thread; no method throws.
 */
final class Replays {

    private final SpillDirectory directory;
    private final Lanes lanes;
    private final List<ClientLane> clientLanes;
    private final List<LaneConfig> configs;
    private final StatusChannel status;

    /** What waits, by lane; guarded by this. */
    private final Map<String, ArrayDeque<Left>> waiting = new HashMap<>();
    /** What is being sent, by lane; guarded by this. */
    private final Map<String, Lane> running = new HashMap<>();
    /** Logs of a slot that are not closed yet; guarded by this. */
    private final Map<OrphanSlot, Integer> open = new HashMap<>();

    private int started;
    private boolean closed;

    Replays(
            SpillDirectory directory,
            Lanes lanes,
            List<ClientLane> clientLanes,
            List<LaneConfig> configs,
            StatusChannel status) {
        this.directory = directory;
        this.lanes = lanes;
        this.clientLanes = clientLanes;
        this.configs = configs;
        this.status = status;
    }

    /** Looks for what was left, on a thread of its own, and begins to send it. */
    void start() {
        try {
            OwnThread.of(this::adopt, "replay").start();
        } catch (RuntimeException | Error e) {
            status.say(
                    Level.WARN,
                    "the client can have no thread to look for what earlier processes left on disk: " + e
                            + "; it waits for the next start");
        }
    }

    private void adopt() {
        try {
            List<OrphanSlot> slots = directory.adopt();
            for (OrphanSlot slot : slots) {
                take(slot);
            }
            for (LaneConfig config : configs) {
                startNext(config);
            }
        } catch (RuntimeException | Error e) {
            status.say(
                    Level.ERROR,
                    "what earlier processes left on disk can not be sent, please report it: " + e
                            + "; it waits for the next start");
        }
    }

    private synchronized void take(OrphanSlot slot) {
        open.put(slot, slot.logs().size());
        for (SpillLog log : slot.logs()) {
            LaneConfig config = configOf(log);
            if (closed || config == null) {
                if (!closed) {
                    sayHomeless(slot, log);
                }
                log.close();
                done(slot);
            } else {
                waiting.computeIfAbsent(config.name(), name -> new ArrayDeque<>())
                        .add(new Left(slot, log));
            }
        }
    }

    /** Null if no lane has its name and its table. Several applications share a directory, and each may have such a lane. */
    private @Nullable LaneConfig configOf(SpillLog log) {
        for (LaneConfig config : configs) {
            if (config.name().equals(log.lane()) && config.table().fullName().equals(log.table())) {
                return config;
            }
        }
        return null;
    }

    private void sayHomeless(OrphanSlot slot, SpillLog log) {
        String left = "the process " + slot.producer() + " has left events of its lane " + log.lane();
        String kept = "; they are kept (" + log.counts().bytes() + " bytes)";
        if (log.table().isEmpty()) {
            status.say(
                    Level.ERROR,
                    left + " on disk, and for which table is not known: " + slot.namesOf(log) + " is damaged or gone"
                            + kept + "; write two lines into that file, the lane's name and the table's full name, and"
                            + " start again");
            return;
        }
        status.say(
                Level.WARN,
                left + " for the table " + log.table()
                        + " on disk, and this client has no lane of that name with that table" + kept);
    }

    private synchronized void startNext(LaneConfig config) {
        ArrayDeque<Left> queue = waiting.get(config.name());
        Left next = closed || queue == null ? null : queue.poll();
        if (next == null) {
            running.remove(config.name());
            return;
        }
        started++;
        String thread = "replay-" + config.name() + "-" + started;
        status.say(
                Level.INFO,
                "lane " + config.name() + ": what the process " + next.slot.producer() + " has left on disk is sent ("
                        + next.log.counts().bytes() + " bytes)");
        try {
            Lane lane = lanes.replay(
                            config, config.name() + "/replay-" + started, next.slot.producer(), metrics(config))
                    .replay(next.log, thread, report -> ended(config, next, report))
                    .start();
            running.put(config.name(), lane);
        } catch (RuntimeException | Error e) {
            running.remove(config.name());
            status.say(
                    Level.ERROR,
                    "lane " + config.name() + ": what was left on disk can not be sent: " + e
                            + "; it waits for the next start");
            next.log.close();
            done(next.slot);
        }
    }

    private LaneMetrics metrics(LaneConfig config) {
        for (ClientLane lane : clientLanes) {
            if (lane.lane().name().equals(config.name())) {
                return lane.metrics().ofReplay();
            }
        }
        return LaneMetrics.none();
    }

    /** On the thread that has sent it; its log is closed. */
    private void ended(LaneConfig config, Left left, LaneReport report) {
        boolean all = left.log.settledSeq() >= left.log.endSeq();
        status.say(
                report.lost() > 0 ? Level.WARN : Level.INFO,
                "lane " + config.name() + ": of what the process " + left.slot.producer() + " had left on disk "
                        + report.acked() + " events are durable at the service, " + report.setAside()
                        + " were set aside, " + report.lost() + " could not be read back"
                        + (all ? "" : "; the rest waits for the next start"));
        synchronized (this) {
            done(left.slot);
        }
        startNext(config);
    }

    private synchronized void done(OrphanSlot slot) {
        int left = open.merge(slot, -1, Integer::sum);
        if (left == 0) {
            open.remove(slot);
            slot.close();
        }
    }

    /** Stops reading; what is on its way may still be acknowledged for a while. Waits for nothing. */
    void beginClose(long timeoutNanos) {
        List<Lane> lanesNow;
        synchronized (this) {
            closed = true;
            for (ArrayDeque<Left> queue : waiting.values()) {
                for (Left left = queue.poll(); left != null; left = queue.poll()) {
                    left.log.close();
                    done(left.slot);
                }
            }
            lanesNow = List.copyOf(running.values());
        }
        lanesNow.forEach(lane -> lane.beginClose(timeoutNanos));
    }

    /** Waits for the end. Returns whether it came. */
    boolean awaitClosed(long timeoutNanos) {
        List<Lane> lanesNow;
        synchronized (this) {
            lanesNow = List.copyOf(running.values());
        }
        boolean ended = true;
        for (Lane lane : lanesNow) {
            ended &= lane.close(timeoutNanos).finished();
        }
        return ended;
    }

    /** One lane's events of one process. Immutable. */
    private static final class Left {
        final OrphanSlot slot;
        final SpillLog log;

        Left(OrphanSlot slot, SpillLog log) {
            this.slot = slot;
            this.log = log;
        }
    }
}

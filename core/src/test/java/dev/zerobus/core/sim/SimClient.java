// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneBuilder;
import dev.zerobus.core.lane.LaneReport;
import dev.zerobus.core.lane.OverflowPolicy;
import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.lane.SteppedLane;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.spill.SpillLog;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.PipedSessions;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * One process with the real lane in it: steps its drain when its real thread would be awake, offers events as application
 * threads would, and dies without notice when told.
 */
final class SimClient {

    /** What a caller may wait beyond the timeout of {@link OverflowPolicy#BLOCK}: its last nap. */
    private static final long LAST_NAP_NANOS = 2 * World.MILLI;

    private static final long LONGEST_SLEEP = 10 * World.SECOND;
    /** The longest nap of a drain that has nothing to do. */
    private static final long IDLE_NAP = 20 * World.MILLI;

    private final World world;
    private final SimSetup setup;
    private final Weather weather;
    private final Ledger ledger;
    private final SimService service;
    private final Plant plant;
    private final CountingLaneMetrics metrics = new CountingLaneMetrics("orders", "main.sim.orders");
    private final SimHouse house;
    private final Ledger.Life life;
    private final SimSpill spill;
    /** What an earlier process has left, and this client sends; null: it has events of its own. */
    private final SpillLog left;

    private final SteppedLane lane;

    private final List<SimLine> lines = new ArrayList<>();
    private boolean dead;
    /** What the report says of events that were lost with this process. */
    private long remaining;

    private Runnable whenEnded = () -> {};
    /** A caller is inside of offer. */
    private boolean offering;
    /** It is its thread that runs now. */
    private boolean onCaller;

    private boolean inStep;
    private long sleepNanos = World.MILLI;
    private long awakeAt = Long.MAX_VALUE;
    private int steps;
    private String lastSaid = "";

    /** A process with an identity; with a log that another one has left behind, it replays that and nothing else. */
    SimClient(
            World world,
            SimSetup setup,
            SimService service,
            Plant plant,
            UUID producer,
            SimSpill spill,
            SpillLog left) {
        this.spill = spill;
        this.left = left;
        this.world = world;
        this.setup = setup;
        this.weather = service.weather;
        this.ledger = service.ledger;
        this.service = service;
        this.plant = plant;
        this.house = new SimHouse(world, weather);
        int frontiers = setup.streams == 1 ? 1 : setup.producers;
        this.life = left == null
                ? ledger.begin(producer.toString(), frontiers)
                : new Ledger.Life(producer.toString(), frontiers);
        this.lane = lane(new RowIdentity(producer));
        wakeAfter(0);
    }

    private SteppedLane lane(RowIdentity identity) {
        TokenSource tokens = plant.tokens(service.tokens.ofProcess());
        SessionFactory heard = (table, listener, wakeup) -> {
            SimLine line = new SimLine(world, this, service);
            lines.add(line);
            return PipedSessions.over(
                            (to, ear) -> line.open(ear),
                            setup.stream,
                            tokens,
                            house,
                            bound -> plant.jitter(world.between(0, bound)))
                    .create(table, new AuditedListener(world, line, ledger, listener), wakeup);
        };
        SetAside aside = plant.setAside(this::setAside);
        LaneBuilder builder = Lane.builder(
                        "orders",
                        TableName.of("main.sim.orders"),
                        identity,
                        table -> service.schema(),
                        plant.sessions(heard),
                        house,
                        this::say)
                .settings(setup.lane)
                .limits(setup.limits)
                .metrics(metrics)
                .setAside(aside)
                .nanoClock(this::nanoTime);
        if (left != null) {
            builder.replay(left, "replay", report -> {});
        } else {
            spill.into(builder);
        }
        return new SteppedLane(builder, world.random, this::meanwhile, plant.disk());
    }

    /** One of its sessions opens a stream. */
    void opens() {
        long open = lines.stream().filter(SimLine::inUse).count();
        int most = left == null ? setup.streams : 1;
        world.check(open < most, () -> "I4: a stream is opened beside " + open + " where " + most + " are allowed");
    }

    /** As load would do it: the lane is to send by so many streams. */
    void rescale(int count) {
        if (!dead) {
            lane.rescale(count);
            wake();
        }
    }

    private void say(StatusChannel.Level level, String message) {
        lastSaid = message;
        if (world.tracing) {
            world.trace("client says " + level + " " + message);
        }
    }

    private void setAside(SetAside.Event event) {
        int id = SimProducers.idOf(event);
        if (world.tracing) {
            world.trace("event " + id + " is set aside: " + event.reason() + " " + event.text());
        }
        ledger.aside(
                ledger.entry(id),
                event.seq(),
                event.reason(),
                life,
                spill.storage().troubled());
    }

    Ledger.Life life() {
        return life;
    }

    SimSetup setup() {
        return setup;
    }

    /** An event is about to go out. */
    void sends(Ledger.Entry entry) {
        ledger.sent(entry, life, spill.storage().troubled());
        if (left == null && !spill.maySend(entry)) {
            world.violate("I1: event " + entry.id + ", number " + entry.seq + ", is sent before it is on disk");
        }
    }

    long remaining() {
        return remaining;
    }

    /** Whether the one thread of the simulation is in the hands of this client's code. */
    boolean busy() {
        return offering || inStep;
    }

    LaneSnapshot snapshot() {
        return metrics.snapshot();
    }

    long faults() {
        return lane.faults();
    }

    // ---- the application ----

    void offer(Ledger.Entry entry, byte[] event, int severity) {
        boolean mayWait = setup.lane.overflow() == OverflowPolicy.BLOCK;
        long began = world.elapsed();
        offering = true;
        onCaller = mayWait;
        boolean accepted;
        try {
            accepted =
                    lane.lane().offer(event, 0, event.length, severity, plant.orderKey(entry.id, setup.keyOf(entry)));
        } catch (RuntimeException | Error e) {
            world.violate("I6: an exception reaches the application: " + e);
            return;
        } finally {
            offering = false;
            onCaller = false;
        }
        long took = world.elapsed() - began;
        long allowed = mayWait ? setup.lane.blockTimeoutNanos() + LAST_NAP_NANOS : 0;
        world.check(took <= allowed, () -> "I5: an offer takes " + took + " ns where " + allowed + " are allowed");
        ledger.offered(entry, accepted);
        if (accepted && world.tracing) {
            world.trace("event " + entry.id + " is accepted as number " + entry.seq);
        }
        wakeAfter(world.between(0, IDLE_NAP));
    }

    /** A flush that does not wait. True means that all of before is durable or set aside. */
    void flush() {
        if (lane.lane().flush(world.now())) {
            world.check(
                    life.acked + life.asides == life.accepted,
                    () -> "a flush says that all is well, with " + life.acked + " durable and " + life.asides
                            + " set aside of " + life.accepted);
        }
    }

    /** The clock of producers: one that asks while it waits for room sleeps meanwhile, and the world goes on. */
    private long nanoTime() {
        if (onCaller) {
            onCaller = false;
            world.runWhileCallerSleeps(world.between(World.MILLI / 20, World.MILLI));
            onCaller = true;
            LockSupport.unpark(Thread.currentThread());
        }
        return world.now();
    }

    // ---- the drain's thread ----

    void wake() {
        wakeAfter(world.between(0, World.MILLI / 20));
    }

    private void wakeAfter(long nanos) {
        long at = world.elapsed() + nanos;
        if (at < awakeAt) {
            awakeAt = at;
            world.after(nanos, () -> {
                if (awakeAt == at) {
                    awakeAt = Long.MAX_VALUE;
                    step();
                }
            });
        }
    }

    private void step() {
        if (dead) {
            return;
        }
        if (inStep) {
            wakeAfter(50_000);
            return;
        }
        lines.forEach(SimLine::stepBegins);
        inStep = true;
        int work = lane.step(world.now());
        inStep = false;
        lines.forEach(SimLine::stepEnds);
        check(work);
        if (left != null && lane.exhausted()) {
            end();
        } else if (work > 0) {
            sleepNanos = World.MILLI;
            wakeAfter(world.between(1_000, 20_000));
        } else {
            sleepNanos = Math.min(LONGEST_SLEEP, sleepNanos * 2);
            long latest = world.now() + sleepNanos;
            wakeAfter(Math.max(1_000, lane.nextDeadlineNanos(latest) - world.now()));
        }
    }

    /** What happens on other threads while the drain is in the middle of a step. */
    private void meanwhile() {
        if (inStep && !offering && !world.callerSleeps() && world.oneIn(48)) {
            // as long as a pause of the garbage collector, or of a busy machine
            world.runFor(world.between(0, 30 * World.MILLI));
        }
    }

    private void check(int work) {
        if (lane.faults() > 0) {
            world.violate("the lane has survived an error of its own: " + lastSaid);
        }
        if (lane.acked() != life.acked) {
            world.violate("books: the lane counts " + lane.acked() + " rows as durable, the service " + life.acked);
        }
        if (work == 0 && (++steps & 7) == 0) {
            checkBooks();
        }
    }

    private void checkBooks() {
        if (left != null) {
            return; // what was accepted was counted by another process
        }
        LaneSnapshot now = metrics.snapshot();
        world.check(now.balances(), () -> "books: " + now);
        world.check(now.accepted() == life.accepted, () -> "books: accepted " + life.accepted + " by " + now);
        world.check(now.droppedTotal() == life.dropped, () -> "books: dropped " + life.dropped + " by " + now);
        world.check(now.acked() == life.acked, () -> "books: acked " + life.acked + " by " + now);
    }

    // ---- the end ----

    /** The process is killed: memory is gone, the connection breaks. */
    void die() {
        if (world.tracing) {
            world.trace("the client is killed");
        }
        dead = true;
        spill.died(life);
        house.die();
        ledger.ended(life);
        lines.forEach(SimLine::die);
    }

    void whenEnded(Runnable then) {
        whenEnded = then;
    }

    /** Takes nothing more. */
    void beginClose() {
        lane.refuseAll();
        wake();
    }

    /** Closes: whole if it is given the time, else with what remains on the report. */
    void close(long nanos) {
        beginClose();
        long deadline = world.elapsed() + nanos;
        while (world.violation() == null && !lane.exhausted() && world.elapsed() < deadline) {
            world.runUntil(Math.min(deadline, world.elapsed() + 10 * World.MILLI));
        }
        end();
    }

    /** The end of a close. */
    void end() {
        dead = true;
        boolean whole = lane.exhausted();
        while (!whole && !lane.spillRest(world.now())) {
            world.runFor(World.MILLI);
        }
        LaneReport report = lane.finish();
        ledger.ended(life);
        remaining = report.remaining() + report.lost();
        house.die();
        world.check(
                report.lost() == 0 || (left != null && spill.storage().troubled()),
                () -> "I1: something on disk can not be read: " + report);
        if (left != null) {
            whenEnded.run();
            return;
        }
        world.check(report.balances(), () -> "books: " + report);
        world.check(report.accepted() == life.accepted, () -> "books: accepted " + life.accepted + " by " + report);
        world.check(report.acked() == life.acked, () -> "books: acked " + life.acked + " by " + report);
        world.check(report.setAside() == life.asides, () -> "books: set aside " + life.asides + " by " + report);
        world.check(!whole || report.remaining() == 0, () -> "I1: something remains of a whole close: " + report);
        world.check(lines.stream().noneMatch(SimLine::inUse), () -> "I4: a stream outlives its client");
        checkBooks();
    }

    /** Whether all that was accepted has found its place. */
    boolean drained() {
        return left != null ? dead : life.acked + life.asides == life.accepted;
    }
}

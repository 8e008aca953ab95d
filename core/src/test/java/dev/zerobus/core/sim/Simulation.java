// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One life of a client, from start to close, under the faults of one seed: a time of troubles, a time of peace in which
 * everything must find its place, the end, and the invariants I1 to I7.
 *
 * <p>I1: accepted = landed + set aside, exactly. I2: first landings are in order. I3: nothing is sent again that is known to be
 * durable; without faults nothing is sent twice. I4: requests and bytes in flight, streams, messages within their bounds. I5:
 * callers within their policy. I6: no exception reaches them, and the lane has survived no error of its own. I7: after the
 * troubles delivery starts again by itself.
 */
final class Simulation {

    /** I7: the longest pause of the breaker is 5 minutes, and of many bad records each may take one. */
    private static final long PEACE_NANOS = 12 * 3_600 * World.SECOND;

    /** What came of a life. */
    record Result(
            String violation,
            List<String> lastSteps,
            Weather weather,
            long emitted,
            long duplicates,
            long rescalings,
            long elapsedNanos) {}

    private final World world;
    private final Weather weather;
    private final Ledger ledger;
    private final SimService service;
    private final SimSetup setup;
    private final SimProducers producers;
    private final Plant plant;
    private final SimStorage storage;
    private SimSpill spill;
    private SimClient client;
    private SimReplays replays;

    private Simulation(long seed, Plant plant, boolean tracing) {
        world = new World(seed, tracing);
        this.plant = plant;
        weather = new Weather(world.random);
        ledger = new Ledger(world);
        service = new SimService(world, weather, ledger, new SimTokens(world, weather), plant.serviceLies());
        setup = new SimSetup(world);
        storage = new SimStorage(world, setup);
        producers = new SimProducers(world, setup, weather, ledger);
    }

    /** Runs a seed, and throws with all there is to know if an invariant breaks. */
    static Result run(long seed) {
        return run(seed, Plant.NONE);
    }

    static Result run(long seed, Plant plant) {
        Result result = run(seed, plant, false);
        if (result.violation() != null) {
            throw new AssertionError(describe(seed, plant, result.violation()));
        }
        return result;
    }

    static Result run(long seed, Plant plant, boolean tracing) {
        return new Simulation(seed, plant, tracing).live();
    }

    private static String describe(long seed, Plant plant, String violation) {
        Result again = run(seed, plant, true);
        return "seed " + seed + ": " + violation
                + (violation.equals(again.violation()) ? "" : "\nNOT DETERMINISTIC, then: " + again.violation())
                + "\nrun exactly this one with -Dtest=SimulationTest -Dsim.seed=" + seed + "\nthe last steps:\n  "
                + String.join("\n  ", again.lastSteps());
    }

    private Result live() {
        try {
            troubles();
            end();
        } catch (RuntimeException | Error e) {
            StackTraceElement[] trace = e.getStackTrace();
            world.violate("I6: " + e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
        return new Result(
                world.violation(),
                world.lastSteps(),
                weather,
                ledger.emitted(),
                ledger.duplicates(),
                client.snapshot().rescalings(),
                world.elapsed());
    }

    private void troubles() {
        startClient();
        producers.start();
        plan(Fault.SERVER_CRASH, () -> service.crash(world.between(0, 10 * World.SECOND)));
        plan(Fault.GRANT_REVOKED, () -> service.tokens.revokeGrantFor(world.between(0, 10 * World.SECOND)));
        plan(Fault.TOKENS_FORGOTTEN, service.tokens::forget);
        plan(Fault.COLUMN_GAINED, () -> service.alter(SimTable.GAINED));
        plan(Fault.COLUMN_DROPPED, () -> service.alter(SimTable.DROPPED));
        plan(Fault.COLUMN_RETYPED, () -> service.alter(SimTable.RETYPED));
        if (setup.spills) {
            plan(Fault.DISK_FULL, storage::full);
            plan(Fault.DISK_FAILS, storage::fails);
            plan(Fault.FORCE_FAILS, storage::forcesFail);
        }
        plan(Fault.CLIENT_CRASH, () -> killClient(false));
        plan(Fault.POWER_CUT, () -> killClient(true));
        for (int i = 0; i < setup.rescalings; i++) {
            planRescaling((long) (world.more.nextDouble() * setup.activeNanos), 1 + world.more.nextInt(setup.streams));
        }
        world.runUntil(setup.activeNanos);
    }

    private void planRescaling(long nanos, int streams) {
        world.after(nanos, () -> {
            if (client.busy()) {
                planRescaling(World.MILLI, streams);
            } else {
                client.rescale(streams);
            }
        });
    }

    private void plan(Fault fault, Runnable trouble) {
        if (weather.has(fault)) {
            int times = 1 + world.random.nextInt(3);
            for (int i = 0; i < times; i++) {
                world.after(world.between(0, setup.activeNanos), () -> {
                    if (weather.planned(fault)) {
                        trouble.run();
                    }
                });
            }
        }
    }

    private void startClient() {
        UUID producer = start();
        client = new SimClient(world, setup, service, plant, producer, spill, null);
        producers.in(client);
        adopt();
    }

    /** A process with an identity of its own. */
    private UUID start() {
        UUID producer = new UUID(0x0190_0000_0000_7000L | world.random.nextInt(1 << 12), world.random.nextLong());
        spill = storage.openedBy(producer);
        return producer;
    }

    /** What earlier processes have left on disk is sent beside. */
    private void adopt() {
        replays = new SimReplays(
                spill.adopt(),
                (slot, log) ->
                        new SimClient(world, setup, service, plant, plant.replayAs(slot.producer()), spill, log));
    }

    private boolean drained() {
        return client.drained() && replays.drained();
    }

    private void killClient(boolean powerIsCut) {
        if (client.busy() || replays.busy()) {
            return; // the one thread of the simulation is in its hands
        }
        client.die();
        replays.die();
        if (powerIsCut) {
            ledger.powerWasCut();
            storage.powerWasCut();
        } else {
            storage.processesDied();
        }
        startClient();
    }

    private void end() {
        if (setup.closeNanos > 0 && world.oneIn(2)) {
            // closed in the middle of whatever is going on
            producers.stop();
            close(setup.closeNanos);
        } else {
            peace();
        }
        if (world.violation() == null) {
            settleNetwork();
            if (weather.seen() == 0) {
                world.check(
                        ledger.duplicates() == 0, () -> "I3: " + ledger.duplicates() + " duplicates without any fault");
            }
            nextProcess();
            settleNetwork();
            ledger.checkEnd(client.life(), client.drained(), client.remaining());
        }
    }

    private void peace() {
        weather.clear();
        service.repair();
        producers.stop();
        storage.heal();
        awaitDrained(this::drained);
        close(PEACE_NANOS);
    }

    private void close(long nanos) {
        replays.beginClose();
        client.close(nanos);
        replays.close();
        spill.close();
    }

    private void awaitDrained(BooleanSupplier drained) {
        long limit = world.elapsed() + PEACE_NANOS;
        while (world.violation() == null && !drained.getAsBoolean() && world.elapsed() < limit) {
            world.runFor(World.SECOND);
        }
        world.check(
                drained.getAsBoolean(),
                () -> "I7: " + PEACE_NANOS / World.SECOND + " s after the last fault: " + client.snapshot() + " and "
                        + replays.left() + " logs of earlier processes");
    }

    /** What the last one has left on disk is sent by whoever comes next. */
    private void nextProcess() {
        weather.clear();
        service.repair();
        storage.heal();
        start();
        adopt();
        awaitDrained(replays::drained);
        spill.close();
        world.check(
                storage.troubled() || storage.files().isEmpty(),
                () -> "something is left on disk when everything has found its place: " + storage.files());
    }

    /** What is still on its way arrives, or never will. */
    private void settleNetwork() {
        world.runFor(60 * World.SECOND);
    }
}

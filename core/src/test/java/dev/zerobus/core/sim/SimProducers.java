// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.lane.SetAside;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;

/** The application: threads that emit events of all sizes at their own pace, whoever takes them. */
final class SimProducers {

    private static final String NAME = "order-";

    private static final String FILLER = "n".repeat(20_000);

    private final World world;
    private final SimSetup setup;
    private final Weather weather;
    private final Ledger ledger;
    private SimClient client;
    private boolean over;
    private int left;

    SimProducers(World world, SimSetup setup, Weather weather, Ledger ledger) {
        this.world = world;
        this.setup = setup;
        this.weather = weather;
        this.ledger = ledger;
        this.left = setup.events;
    }

    void start() {
        for (int producer = 0; producer < setup.producers; producer++) {
            int number = producer;
            world.after(world.between(0, setup.meanPauseNanos), () -> produce(number));
        }
    }

    /** The process that they run in from now on. */
    void in(SimClient process) {
        client = process;
    }

    void stop() {
        over = true;
    }

    private void produce(int producer) {
        if (over || left <= 0) {
            return;
        }
        if (client.busy()) {
            world.after(World.MILLI, () -> produce(producer));
            return;
        }
        int burst = world.oneIn(10) ? 1 + world.random.nextInt(20) : 1;
        for (int i = 0; i < burst && left-- > 0; i++) {
            emit(producer);
        }
        if (world.oneIn(40)) {
            client.flush();
        }
        world.after(world.between(0, 2 * setup.meanPauseNanos), () -> produce(producer));
    }

    private void emit(int producer) {
        boolean misfit = world.oneIn(60);
        boolean poison = !misfit && weather.brings(Fault.POISON) && world.oneIn(10);
        Ledger.Entry entry = ledger.emit(producer, client.life(), misfit, poison);
        client.offer(entry, event(entry), world.oneIn(2) ? 0 : world.random.nextInt(25));
    }

    private byte[] event(Ledger.Entry entry) {
        Value.Builder id = Value.newBuilder().setName("id");
        if (entry.misfit) {
            id.setStringValue("seven");
        } else {
            id.setIntValue(entry.id);
        }
        Value.Builder note = Value.newBuilder().setName("note");
        if (world.oneIn(5)) {
            note.setStringValue("42"); // fits whatever type the column has
        } else {
            note.setStringValue(FILLER.substring(0, size()));
        }
        Event.Builder event =
                Event.newBuilder().setName(NAME + entry.id).addFields(id).addFields(note);
        if (world.oneIn(3)) {
            event.addFields(Value.newBuilder().setName("extra").setStringValue("more"));
        }
        return event.build().toByteArray();
    }

    /** Which event a taker of dead letters was given. */
    static int idOf(SetAside.Event event) {
        try {
            Event parsed = Event.parser().parseFrom(event.bytes(), event.offset(), event.length());
            return Integer.parseInt(parsed.getName().substring(NAME.length()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("an event that is set aside can not be parsed", e);
        }
    }

    private int size() {
        if (world.oneIn(500)) {
            return FILLER.length(); // larger than what the ring takes
        }
        return world.random.nextInt(world.oneIn(setup.largeOneIn) ? 4_000 : 200);
    }
}

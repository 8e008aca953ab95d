// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor: an event whose shape is known when the program is written, encoded by hand into a Disruptor's slot, and nobody
 * is woken. No limits, no guards, no metrics, no text that is not ASCII: what a general client does on top is seen against it.
 */
final class EncodeFloor implements Subject {

    private static final int SLOTS = 8_192;

    private final boolean logEvent;
    private final Disruptor<Slot> disruptor =
            new Disruptor<>(Slot::new, SLOTS, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new LookNowAndThen());
    private final RingBuffer<Slot> ring;
    private final ThreadLocal<CallerFacts> facts = ThreadLocal.withInitial(CallerFacts::new);
    private final AtomicLong delivered = new AtomicLong();

    private EncodeFloor(boolean logEvent) {
        this.logEvent = logEvent;
        EventHandler<Slot> reader = (slot, sequence, endOfBatch) -> {
            long sum = slot.length;
            for (int i = 0; i < slot.length; i += 64) {
                sum += slot.bytes[i];
            }
            Seen.take(sum);
            delivered.lazySet(delivered.getPlain() + 1);
        };
        disruptor.handleEventsWith(reader);
        ring = disruptor.start();
    }

    static EncodeFloor fields() {
        return new EncodeFloor(false);
    }

    static EncodeFloor logEvent() {
        return new EncodeFloor(true);
    }

    /** Room for one event. */
    private static final class Slot {
        private final byte[] bytes = new byte[1_024];
        private int length;
    }

    @Override
    public void enterThread() {
        facts.get();
    }

    @Override
    public void nextRequest(int number) {
        facts.get().nextRequest(number);
    }

    @Override
    public void call(int number) {
        long sequence = claim();
        Slot slot = ring.get(sequence);
        long micros = System.currentTimeMillis() * 1_000;
        slot.length = logEvent
                ? HandEncoder.logEvent(slot.bytes, micros, facts.get(), Order.number(number), Order.customer(number))
                : HandEncoder.fields(slot.bytes, micros, number);
        ring.publish(sequence);
    }

    /** Never next(): with several producers it moves the cursor before it waits. */
    private long claim() {
        while (true) {
            if (ring.hasAvailableCapacity(1)) {
                try {
                    return ring.tryNext();
                } catch (InsufficientCapacityException othersWereFaster) {
                    continue;
                }
            }
            LockSupport.parkNanos(1);
        }
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.LockSupport;

/** A reader that sleeps a little when there is nothing, so that no producer ever wakes it. Stateless. */
final class LookNowAndThen implements WaitStrategy {

    private static final long SLEEP_NANOS = 200_000;

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        long available = dependent.get();
        while (available < sequence) {
            barrier.checkAlert();
            LockSupport.parkNanos(SLEEP_NANOS);
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        // nobody is ever blocked
    }
}

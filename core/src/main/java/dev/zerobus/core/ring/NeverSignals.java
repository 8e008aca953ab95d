// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/**
 * Keeps the sequencer from waking anybody: waking a parked thread would cost each caller microseconds, so the drain polls
 * instead. Immutable.
 */
final class NeverSignals implements WaitStrategy {

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier) {
        throw new UnsupportedOperationException("nobody waits on this ring: the drain polls");
    }

    @Override
    public void signalAllWhenBlocking() {
        // nobody waits
    }
}

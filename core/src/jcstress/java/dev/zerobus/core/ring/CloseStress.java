// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Close: once the ring is quiescent, exactly what was accepted can be read, and nothing is accepted later. */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1", "2, 2"},
        expect = ACCEPTABLE,
        desc = "The drain has all that was accepted.")
@Outcome(expect = FORBIDDEN, desc = "Something was accepted that the drain did not see.")
@State
public class CloseStress {

    private final EventRing ring = new EventRing(Records.RING_BYTES);

    @Actor
    public void producer(II_Result r) {
        r.r1 += Records.offer(ring, 1, Records.TWO_CHUNKS) ? 1 : 0;
        r.r1 += Records.offer(ring, 2, Records.TWO_CHUNKS) ? 1 : 0;
    }

    @Actor
    public void drain(II_Result r) {
        ring.close();
        while (!ring.quiescent()) {
            Thread.onSpinWait();
        }
        while (ring.reader().next()) {
            r.r2 += Records.current(ring.reader(), Records.TWO_CHUNKS) == Records.TORN ? 100 : 1;
        }
    }
}

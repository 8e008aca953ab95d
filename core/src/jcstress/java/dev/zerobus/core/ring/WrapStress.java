// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Wrap: the same race for room that goes over the end of the memory, for the record that goes and for the one that comes. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Refused: nothing was released yet.")
@Outcome(id = "1, 1, 5", expect = ACCEPTABLE, desc = "Accepted into the released room.")
@Outcome(expect = FORBIDDEN, desc = "Written over a record that was not released, torn where the memory ends, or lost.")
@State
public class WrapStress {

    private final EventRing ring = new EventRing(Records.RING_BYTES);

    /** The oldest record takes the last two chunks of the memory and the first two. */
    public WrapStress() {
        for (int chunks = 0; chunks < 14; chunks += 2) {
            Records.offer(ring, 6, Records.TWO_CHUNKS);
            ring.reader().next();
            ring.reader().release(ring.reader().position());
        }
        for (int number = 1; number <= 4; number++) {
            Records.offer(ring, number, Records.FOUR_CHUNKS);
        }
    }

    @Actor
    public void producer(III_Result r) {
        r.r2 = Records.offer(ring, 5, Records.FOUR_CHUNKS) ? 1 : 0;
    }

    @Actor
    public void drain(III_Result r) {
        r.r1 = Records.next(ring.reader(), Records.FOUR_CHUNKS);
        ring.reader().release(ring.reader().position());
    }

    @Arbiter
    public void last(III_Result r) {
        for (int number = 2; number <= 4; number++) {
            if (Records.next(ring.reader(), Records.FOUR_CHUNKS) != number) {
                r.r1 = Records.TORN;
            }
        }
        r.r3 = Records.next(ring.reader(), Records.FOUR_CHUNKS);
    }
}

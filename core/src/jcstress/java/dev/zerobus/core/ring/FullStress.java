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

/** Full: two producers want the last room; one of them gets it, and the other is refused. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The first one got it.")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "The second one got it.")
@Outcome(expect = FORBIDDEN, desc = "Both or none were accepted, or another record is there than the accepted one.")
@State
public class FullStress {

    private final EventRing ring = new EventRing(Records.RING_BYTES);

    public FullStress() {
        for (int number = 4; number <= 6; number++) {
            Records.offer(ring, number, Records.FOUR_CHUNKS);
        }
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = Records.offer(ring, 1, Records.FOUR_CHUNKS) ? 1 : 0;
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = Records.offer(ring, 2, Records.FOUR_CHUNKS) ? 1 : 0;
    }

    @Arbiter
    public void last(III_Result r) {
        for (int number = 4; number <= 6; number++) {
            if (Records.next(ring.reader(), Records.FOUR_CHUNKS) != number) {
                r.r1 = Records.TORN;
            }
        }
        r.r3 = Records.next(ring.reader(), Records.FOUR_CHUNKS);
    }
}

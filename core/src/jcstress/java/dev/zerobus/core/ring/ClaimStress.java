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

/** Claim: two producers never get the same room, and nothing of theirs is lost. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Both records are there, whole.")
@Outcome(expect = FORBIDDEN, desc = "A record is lost, doubled or torn.")
@State
public class ClaimStress {

    private final EventRing ring = new EventRing(Records.RING_BYTES);

    @Actor
    public void first() {
        Records.offer(ring, 1, Records.TWO_CHUNKS);
    }

    @Actor
    public void second() {
        Records.offer(ring, 2, Records.TWO_CHUNKS);
    }

    @Arbiter
    public void count(III_Result r) {
        while (ring.reader().next()) {
            int record = Records.current(ring.reader(), Records.TWO_CHUNKS);
            r.r1 += record == 1 ? 1 : 0;
            r.r2 += record == 2 ? 1 : 0;
            r.r3 += record == Records.TORN ? 1 : 0;
        }
    }
}

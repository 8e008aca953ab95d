// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Publish: the reader sees a record whole or not at all, and one producer's records in their order. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing is published yet.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first one came between the two looks.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Only the first one is published.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both are published.")
@Outcome(expect = FORBIDDEN, desc = "A record is torn, doubled, or overtakes another.")
@State
public class PublishStress {

    private final EventRing ring = new EventRing(Records.RING_BYTES);

    @Actor
    public void producer() {
        Records.offer(ring, 1, Records.TWO_CHUNKS);
        Records.offer(ring, 2, Records.TWO_CHUNKS);
    }

    @Actor
    public void drain(II_Result r) {
        r.r1 = Records.next(ring.reader(), Records.TWO_CHUNKS);
        r.r2 = Records.next(ring.reader(), Records.TWO_CHUNKS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Hand over: who takes a thing sees all that was done with it before it was given back. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "It was not back yet.")
@Outcome(id = "7", expect = ACCEPTABLE, desc = "It is as it was left.")
@Outcome(expect = FORBIDDEN, desc = "A part of what was done is missing.")
@State
public class HandOverStress {

    private final LendingPool<int[]> pool = new LendingPool<>();

    @Actor
    public void giver() {
        int[] thing = new int[1];
        thing[0] = 7;
        pool.giveBack(thing);
    }

    @Actor
    public void taker(I_Result r) {
        int[] thing = pool.take();
        r.r1 = thing == null ? -1 : thing[0];
    }
}

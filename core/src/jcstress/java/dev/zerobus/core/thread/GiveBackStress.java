// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Give back: of two that come back at once one may be dropped, but none is there twice. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both are there.")
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = ACCEPTABLE_INTERESTING,
        desc = "They met in one slot.")
@Outcome(expect = FORBIDDEN, desc = "One is there twice, or both are gone.")
@State
public class GiveBackStress {

    private final LendingPool<Integer> pool = new LendingPool<>();

    @Actor
    public void first() {
        pool.giveBack(1);
    }

    @Actor
    public void second() {
        pool.giveBack(2);
    }

    @Arbiter
    public void count(II_Result r) {
        for (Integer there = pool.take(); there != null; there = pool.take()) {
            r.r1 += there == 1 ? 1 : 0;
            r.r2 += there == 2 ? 1 : 0;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Take: what is there once is lent once, whoever asks. */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = ACCEPTABLE,
        desc = "One of them has it.")
@Outcome(expect = FORBIDDEN, desc = "Lent twice, or not at all.")
@State
public class TakeStress {

    private final LendingPool<Object> pool = new LendingPool<>();

    public TakeStress() {
        pool.giveBack(this);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = pool.take() == null ? 0 : 1;
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = pool.take() == null ? 0 : 1;
    }
}

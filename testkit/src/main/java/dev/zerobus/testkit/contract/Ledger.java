// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;

/**
 * What the workers of an application have logged: for each worker the numbers of its events. Owned by one thread at a time.
 *
 * @param all every event that was logged
 * @param certain those that were logged while the framework's configuration stood still from before the call until after it
 */
@SuppressWarnings("serial") // array lists are
record Ledger(ArrayList<BitSet> all, ArrayList<BitSet> certain) implements Serializable {

    static final String MESSAGE = "worker {} number {}";

    static Ledger of(int workers) {
        Ledger ledger = new Ledger(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < workers; i++) {
            ledger.all.add(new BitSet());
            ledger.certain.add(new BitSet());
        }
        return ledger;
    }

    void logged(int worker, int number, boolean still) {
        all.get(worker).set(number);
        if (still) {
            certain.get(worker).set(number);
        }
    }

    long count() {
        return all.stream().mapToLong(BitSet::cardinality).sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

/** Nothing is called: what reading the clock twice adds to every other figure. */
final class ClockAlone implements Subject {

    @Override
    public void call(int number) {
        // the clock is all
    }

    @Override
    public long delivered() {
        return -1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

/** Makes exceptions with a stack of 30 frames that nobody has looked at yet. Owned by one thread, and made on it. */
final class Failures {

    private static final int FRAMES = 30;

    private final int deeper;

    Failures() {
        int here = new IllegalStateException().getStackTrace().length;
        deeper = Math.max(0, FRAMES - here);
    }

    Exception next() {
        return down(deeper);
    }

    private static Exception down(int frames) {
        return frames <= 0 ? new IllegalStateException("payment gateway timed out after 3000 ms") : down(frames - 1);
    }
}

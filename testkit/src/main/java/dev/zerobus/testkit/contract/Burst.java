// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/**
 * One thread logs as fast as it can.
 *
 * @param events how many
 * @param padding characters of each message besides its number
 */
record Burst(int events, int padding) implements Scenario<Long> {

    /** Returns how long it took, in milliseconds. */
    @Override
    public Long run(LoggingApplication app) {
        String text = "p".repeat(padding);
        long started = System.nanoTime();
        for (int i = 0; i < events; i++) {
            app.log(LogCall.of(LogLevel.INFO, "burst {} {}", i, text).by("app.Burst"));
        }
        return (System.nanoTime() - started) / 1_000_000;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

/** What ten thousand virtual threads that log may cost: nothing of ours. Stateless. */
public final class VirtualThreadCosts {

    /** Bytes for a thread. Less than the smallest thread-local takes: what is kept for all threads together grows as well. */
    private static final double NOTHING = 24;

    /** While classes of ours are loaded and initialised, which happens once and under frames of the JVM's own. */
    private static final double CLASS_LOADING = 100;

    /** Objects of ours for all threads together: what a few drafts for each processor hold, however many threads there are. */
    private static final double FEW_OBJECTS =
            Math.max(VirtualThreadMeter.THREADS / 100, 50 * Runtime.getRuntime().availableProcessors());

    private VirtualThreadCosts() {}

    /**
     * Checks what a {@link VirtualThreadMeter} has printed of the sides {@code cold} and {@code warm}, {@code nobody} and {@code
     * zerobus}.
     *
     * @param report the numbers
     */
    public static void assertNone(CostReport report) {
        String all = report.toString();
        assertThat(report.value("pinned control"))
                .as("the meter sees what is pinned: %s", all)
                .isPositive();
        assertThat(report.value("pinned cold"))
                .as("pinned by us while classes are loaded: %s", all)
                .isLessThan(CLASS_LOADING);
        assertThat(report.value("pinned warm")).as("pinned by us: %s", all).isZero();
        assertThat(report.value("heap control") - report.value("heap nobody"))
                .as("the meter sees 64 bytes for each thread: %s", all)
                .isGreaterThan(60);
        assertThat(report.value("heap zerobus") - report.value("heap nobody"))
                .as("bytes of ours for each thread: %s", all)
                .isLessThan(NOTHING);
        assertThat(report.value("objects zerobus alive"))
                .as("objects of ours for living threads: %s", all)
                .isLessThan(FEW_OBJECTS);
        assertThat(report.value("objects zerobus ended"))
                .as("objects of ours for threads that have ended: %s", all)
                .isLessThan(FEW_OBJECTS);
    }
}

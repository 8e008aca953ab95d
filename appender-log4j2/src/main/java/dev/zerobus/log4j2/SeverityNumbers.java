// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

/**
 * OpenTelemetry's severity numbers of Log4j2's levels. The six standard levels, 100 apart, begin a band of four numbers each;
 * a level of the application's own takes the band of the next less severe standard one, and is the higher in it the more
 * severe it is.
 *
 * <pre>
 *   intLevel   100 FATAL   200 ERROR   300 WARN   400 INFO   500 DEBUG   600 TRACE
 *   number      21          17          13          9          5           1        e.g. NOTICE 350 is 11
 * </pre>
 */
final class SeverityNumbers {

    private static final int STEP = 100;
    private static final int TRACE = 600;
    private static final int BAND = 4;
    private static final int HIGHEST = 24;

    private SeverityNumbers() {}

    /** Returns 1 to 24: the lower the level, the higher. */
    static int of(int intLevel) {
        if (intLevel <= 0) {
            return HIGHEST;
        }
        if (intLevel >= TRACE) {
            return 1;
        }
        int standard = (intLevel + STEP - 1) / STEP * STEP;
        int begin = 1 + BAND * (TRACE - standard) / STEP;
        return begin + BAND * (standard - intLevel) / STEP;
    }
}

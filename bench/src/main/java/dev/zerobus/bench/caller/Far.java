// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.concurrent.atomic.LongAdder;

/** The far end of a library: counts what comes out there. Safe from any thread. */
interface Far {

    /** How many events have come out; negative if every call is done when it returns. */
    long delivered();

    /** Lets what is buffered go on. */
    default void flush() {}

    /** Ends what was started for it. */
    default void close() {}

    /** For calls that are done when they return. */
    static Far here() {
        return () -> -1;
    }

    /** For sinks that count themselves. */
    static Far counter(LongAdder count) {
        return count::sum;
    }

    /** For a lane that sends nothing. */
    static Far of(LocalClient client) {
        return new Far() {
            @Override
            public long delivered() {
                return client.delivered();
            }

            @Override
            public void flush() {
                client.flush();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}

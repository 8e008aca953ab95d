// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import java.util.concurrent.atomic.LongAdder;

/** Counts what streams do. Safe from any thread. */
final class IngestCounters {

    final LongAdder streamsOpened = new LongAdder();
    final LongAdder streamsRefused = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder records = new LongAdder();
    final LongAdder recordBytes = new LongAdder();
    final LongAdder requestsRefused = new LongAdder();

    IngestStats snapshot(long streamsOpen) {
        return new IngestStats(
                streamsOpen,
                streamsOpened.sum(),
                streamsRefused.sum(),
                requests.sum(),
                records.sum(),
                recordBytes.sum(),
                requestsRefused.sum());
    }
}

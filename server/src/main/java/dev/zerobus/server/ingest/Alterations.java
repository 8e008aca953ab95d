// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.schema.TableName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tables are being altered, and how often each was. Safe from any thread, without a lock: a stream that is being opened
 * holds its own, which an alteration wants. Whoever opens a stream asks for the number first, then whether the table is being
 * altered; when the stream is known to all, the number must still be the same.
 */
final class Alterations {

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    /** How many alterations of the table have begun. */
    long begun(TableName table) {
        return begun.getOrDefault(key(table), 0L);
    }

    /** Whether the table is being altered now. */
    boolean isUnderWay(TableName table) {
        return underWay.contains(key(table));
    }

    /** Runs an alteration, one at a time of each table. */
    void during(TableName table, Runnable alteration) {
        String key = key(table);
        underWay.add(key);
        begun.merge(key, 1L, Long::sum);
        try {
            alteration.run();
        } finally {
            underWay.remove(key);
        }
    }

    private static String key(TableName table) {
        return table.fullName().toLowerCase(Locale.ROOT);
    }
}

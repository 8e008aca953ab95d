// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import dev.zerobus.server.delta.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the demo's tables, read from its files. Owned by the main thread. */
final class TableOnDisk {

    private static final int WIDTH = 150;

    private final Path path;
    private final TableReader reader;

    TableOnDisk(Workplace place, String table) {
        path = place.serverData().resolve("tables").resolve(table.replace('.', '/'));
        reader = TableReader.of(path);
    }

    Path path() {
        return path;
    }

    long count() throws IOException {
        return reader.rowCount();
    }

    /** How many different pairs of producer and sequence number there are. */
    long countDistinct() throws IOException {
        Map<Object, BitSet> seen = new HashMap<>();
        reader.forEach(List.of("producer_id", "seq"), row -> {
            Object producer = row.get("producer_id");
            if (!(row.get("seq") instanceof Long seq) || producer == null) {
                throw new IllegalStateException("a row without producer_id or seq, which are NOT NULL: " + row);
            }
            seen.computeIfAbsent(producer, any -> new BitSet()).set(Math.toIntExact(seq));
        });
        return seen.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** The newest rows as JSON, without what is null, cut to a screen's width. */
    List<String> newest(int limit) throws IOException {
        return reader.newest(limit).stream().map(TableOnDisk::shorten).toList();
    }

    private static String shorten(Map<String, Object> row) {
        Map<String, Object> present = new LinkedHashMap<>(row);
        present.values().removeIf(value -> value == null);
        present.remove("producer_id");
        String json = TableReader.toJson(present);
        return json.length() <= WIDTH ? json : json.substring(0, WIDTH - 1) + "…";
    }
}

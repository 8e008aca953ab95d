// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables and settings that the tests share. */
final class Tables {

    static final TableSchema NUMBERED =
            CreateTable.parse("CREATE TABLE main.shop.numbered (id BIGINT NOT NULL, text STRING)");

    private Tables() {}

    /** Settings with many small files and rounds. */
    static MaterialiserSettings small() {
        return new MaterialiserSettings(
                Duration.ofMillis(20), 1 << 16, 40, 1 << 16, Duration.ofMillis(1), Duration.ofMillis(20));
    }

    static List<Long> ids(Path location) throws IOException {
        List<Long> ids = new ArrayList<>();
        TableReader.of(location).forEach(List.of("id"), row -> ids.add((Long) row.get("id")));
        return ids;
    }

    static List<Map<String, Object>> rows(Path location) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        TableReader.of(location).forEach(List.of(), rows::add);
        return rows;
    }
}

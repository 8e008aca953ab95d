// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a Delta table through its log, as any other reader would: nothing is shared with the writer. Values are
 * {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String},
 * {@code byte[]}, {@code LocalDate}, {@code Instant} (TIMESTAMP), {@code LocalDateTime} (TIMESTAMP_NTZ), {@code BigDecimal},
 * {@code JsonText} (VARIANT), {@code List}, {@code Map} (MAP and STRUCT) and null. Every call looks at the newest version. Safe from any thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TableReader {

    private TableReader() {}

    /**
     * Returns a reader of a table.
     *
     * @param location the table's directory
     * @return the reader; nothing is read yet
     */
    public static TableReader of(Path location) {
        throw new UnsupportedOperationException();
    }

    /**
     * Counts rows, from the log where it says how many there are.
     *
     * @return rows in the newest version
     * @throws IOException if the table can not be read
     */
    public long rowCount() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads all rows.
     *
     * @param columns the columns wanted, none for all
     * @param sink gets each row: column names with values, in the table's order
     * @return how many rows
     * @throws IOException if the table can not be read
     */
    public long forEach(List<String> columns, Consumer<Map<String, Object>> sink) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the newest rows.
     *
     * @param limit how many at most
     * @return rows, the newest last
     * @throws IOException if the table can not be read
     */
    public List<Map<String, Object>> newest(int limit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a row as JSON.
     *
     * @param row as read here
     * @return one line
     */
    public static String toJson(Map<String, Object> row) {
        throw new UnsupportedOperationException();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.TableSchema;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.statistics.DataFileStatistics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What a table's log says about a file, from the file's own footer: readers skip files by it, so a bound that can not be
 * written exactly or wider is left out. BINARY and VARIANT get none. Owned by the materialiser's thread.
 */
final class FileStatistics {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    /** Outside these years the text in the log is none that readers parse. */
    private static final long FIRST_DAY = LocalDate.of(1, 1, 2).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(9999, 12, 30).toEpochDay();

    private final Map<io.delta.kernel.expressions.Column, ColumnType> wanted = new HashMap<>();
    private final Map<io.delta.kernel.expressions.Column, Literal> lowest = new HashMap<>();
    private final Map<io.delta.kernel.expressions.Column, Literal> highest = new HashMap<>();
    private final Map<io.delta.kernel.expressions.Column, Long> nulls = new HashMap<>();

    FileStatistics(TableSchema table, List<io.delta.kernel.expressions.Column> columns) {
        for (io.delta.kernel.expressions.Column column : columns) {
            ColumnType type = typeOf(table.columns(), column.getNames(), 0);
            if (type != null) {
                wanted.put(column, type);
            }
        }
    }

    private static @Nullable ColumnType typeOf(List<Column> columns, String[] path, int depth) {
        for (Column column : columns) {
            if (column.name().equals(path[depth])) {
                return depth + 1 == path.length
                        ? column.type()
                        : typeOf(column.type().fields(), path, depth + 1);
            }
        }
        return null;
    }

    DataFileStatistics read(ParquetMetadata footer, long rows) {
        for (ColumnChunkMetaData chunk : footer.getBlocks().get(0).getColumns()) {
            var column = new io.delta.kernel.expressions.Column(chunk.getPath().toArray());
            ColumnType type = wanted.get(column);
            Statistics<?> statistics = chunk.getStatistics();
            if (type != null && statistics != null && !statistics.isEmpty()) {
                take(column, type, statistics);
            }
        }
        return new DataFileStatistics(rows, lowest, highest, nulls, Optional.empty());
    }

    private void take(io.delta.kernel.expressions.Column column, ColumnType type, Statistics<?> statistics) {
        if (statistics.isNumNullsSet()) {
            nulls.put(column, statistics.getNumNulls());
        }
        if (!statistics.hasNonNullValue()) {
            return;
        }
        Literal least = literal(type, statistics.genericGetMin(), false);
        Literal greatest = literal(type, statistics.genericGetMax(), true);
        if (least != null) {
            lowest.put(column, least);
        }
        if (greatest != null) {
            highest.put(column, greatest);
        }
    }

    private static @Nullable Literal literal(ColumnType type, Object value, boolean upper) {
        return switch (type.kind()) {
            case TINYINT -> Literal.ofByte(((Integer) value).byteValue());
            case SMALLINT -> Literal.ofShort(((Integer) value).shortValue());
            case INT -> Literal.ofInt((Integer) value);
            case BIGINT -> Literal.ofLong((Long) value);
            case FLOAT -> Float.isFinite((Float) value) ? Literal.ofFloat((Float) value) : null;
            case DOUBLE -> Double.isFinite((Double) value) ? Literal.ofDouble((Double) value) : null;
            case DATE -> inYears((Integer) value) ? Literal.ofDate((Integer) value) : null;
            case TIMESTAMP -> instant((Long) value) ? Literal.ofTimestamp((Long) value) : null;
            case TIMESTAMP_NTZ -> instant((Long) value) ? Literal.ofTimestampNtz((Long) value) : null;
            case DECIMAL -> Literal.ofDecimal(decimal(type, value), type.precision(), type.scale());
            case STRING -> StringBounds.literal(((Binary) value).toStringUsingUTF8(), upper);
            default -> null;
        };
    }

    private static boolean inYears(long epochDay) {
        return epochDay >= FIRST_DAY && epochDay <= LAST_DAY;
    }

    private static boolean instant(long micros) {
        return inYears(Math.floorDiv(micros, MICROS_PER_DAY));
    }

    private static BigDecimal decimal(ColumnType type, Object value) {
        if (value instanceof Binary bytes) {
            return new BigDecimal(new BigInteger(bytes.getBytes()), type.scale());
        }
        return BigDecimal.valueOf(((Number) value).longValue(), type.scale());
    }
}

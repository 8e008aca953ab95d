// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.types.VariantType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our column types and Kernel's, both ways. Stateless. */
public final class DeltaTypes {

    private static final Map<Kind, DataType> SCALARS = new EnumMap<>(Kind.class);
    private static final Map<DataType, Kind> KINDS = new HashMap<>();

    static {
        SCALARS.put(Kind.BOOLEAN, BooleanType.BOOLEAN);
        SCALARS.put(Kind.TINYINT, ByteType.BYTE);
        SCALARS.put(Kind.SMALLINT, ShortType.SHORT);
        SCALARS.put(Kind.INT, IntegerType.INTEGER);
        SCALARS.put(Kind.BIGINT, LongType.LONG);
        SCALARS.put(Kind.FLOAT, FloatType.FLOAT);
        SCALARS.put(Kind.DOUBLE, DoubleType.DOUBLE);
        SCALARS.put(Kind.STRING, StringType.STRING);
        SCALARS.put(Kind.BINARY, BinaryType.BINARY);
        SCALARS.put(Kind.DATE, DateType.DATE);
        SCALARS.put(Kind.TIMESTAMP, TimestampType.TIMESTAMP);
        SCALARS.put(Kind.TIMESTAMP_NTZ, TimestampNTZType.TIMESTAMP_NTZ);
        SCALARS.put(Kind.VARIANT, VariantType.VARIANT);
        SCALARS.forEach((kind, type) -> KINDS.put(type, kind));
    }

    private DeltaTypes() {}

    /**
     * Turns columns into Kernel's structure.
     *
     * @param columns columns, or fields
     * @return the structure
     */
    public static StructType toDelta(List<Column> columns) {
        return new StructType(columns.stream().map(DeltaTypes::toDelta).toList());
    }

    private static StructField toDelta(Column column) {
        return new StructField(column.name(), toDelta(column.type()), column.nullable());
    }

    private static DataType toDelta(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> new DecimalType(type.precision(), type.scale());
            case ARRAY ->
                new ArrayType(toDelta(type.element().type()), type.element().nullable());
            case MAP ->
                new MapType(
                        toDelta(type.key().type()),
                        toDelta(type.value().type()),
                        type.value().nullable());
            case STRUCT -> toDelta(type.fields());
            default -> {
                DataType scalar = SCALARS.get(type.kind());
                if (scalar == null) {
                    throw new IllegalStateException("no Delta type for " + type);
                }
                yield scalar;
            }
        };
    }

    /**
     * Turns Kernel's structure into columns.
     *
     * @param type the structure
     * @return its fields
     * @throws IllegalArgumentException if a field is of a type that we do not know; the message names it
     */
    public static List<Column> fromDelta(StructType type) {
        return type.fields().stream()
                .map(f -> new Column(f.getName(), fromDelta(f.getName(), f.getDataType()), f.isNullable()))
                .toList();
    }

    private static ColumnType fromDelta(String name, DataType type) {
        if (type instanceof DecimalType decimal) {
            return ColumnType.decimal(decimal.getPrecision(), decimal.getScale());
        }
        if (type instanceof ArrayType array) {
            return ColumnType.array(fromDelta(name, array.getElementType()), array.containsNull());
        }
        if (type instanceof MapType map) {
            return ColumnType.map(
                    fromDelta(name, map.getKeyType()), fromDelta(name, map.getValueType()), map.isValueContainsNull());
        }
        if (type instanceof StructType struct) {
            return ColumnType.struct(fromDelta(struct));
        }
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new IllegalArgumentException("column '" + name + "' is of type " + type + ", which is not supported");
        }
        return ColumnType.of(kind);
    }
}

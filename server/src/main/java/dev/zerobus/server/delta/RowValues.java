// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.variant.Variant;
import org.jspecify.annotations.Nullable;

/** Kernel's vectors as simple values. Stateless. */
final class RowValues {

    private RowValues() {}

    static @Nullable Object value(DataType type, ColumnVector vector, int row) {
        if (vector.isNullAt(row)) {
            return null;
        }
        if (type instanceof StructType struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            int child = 0;
            for (StructField field : struct.fields()) {
                fields.put(field.getName(), value(field.getDataType(), vector.getChild(child++), row));
            }
            return Collections.unmodifiableMap(fields);
        }
        if (type instanceof ArrayType array) {
            ArrayValue value = vector.getArray(row);
            return list(array.getElementType(), value.getElements(), value.getSize());
        }
        if (type instanceof MapType map) {
            return map(map, vector.getMap(row));
        }
        if (type instanceof VariantType) {
            return new JsonText(RowJson.write(new Variant(
                    vector.getChild(0).getBinary(row), vector.getChild(1).getBinary(row))));
        }
        return scalar(type, vector, row);
    }

    private static List<@Nullable Object> list(DataType type, ColumnVector elements, int size) {
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(value(type, elements, i));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapType type, MapValue value) {
        List<@Nullable Object> keys = list(type.getKeyType(), value.getKeys(), value.getSize());
        List<@Nullable Object> values = list(type.getValueType(), value.getValues(), value.getSize());
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object scalar(DataType type, ColumnVector vector, int row) {
        if (type instanceof StringType) {
            return vector.getString(row);
        } else if (type instanceof LongType) {
            return vector.getLong(row);
        } else if (type instanceof IntegerType) {
            return vector.getInt(row);
        } else if (type instanceof ShortType) {
            return vector.getShort(row);
        } else if (type instanceof ByteType) {
            return vector.getByte(row);
        } else if (type instanceof BooleanType) {
            return vector.getBoolean(row);
        } else if (type instanceof DoubleType) {
            return vector.getDouble(row);
        } else if (type instanceof FloatType) {
            return vector.getFloat(row);
        } else if (type instanceof BinaryType) {
            return vector.getBinary(row);
        } else if (type instanceof DecimalType) {
            return vector.getDecimal(row);
        } else if (type instanceof DateType) {
            return LocalDate.ofEpochDay(vector.getInt(row));
        } else if (type instanceof TimestampType) {
            return Instant.EPOCH.plus(vector.getLong(row), ChronoUnit.MICROS);
        } else if (type instanceof TimestampNTZType) {
            return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(vector.getLong(row), ChronoUnit.MICROS);
        }
        throw new IllegalArgumentException("values of type " + type + " can not be shown");
    }
}

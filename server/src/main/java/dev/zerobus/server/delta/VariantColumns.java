// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.VariantType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kernel's reader knows no VARIANT: its two binaries are read as a structure, and put together here. Immutable. */
record VariantColumns(List<DataType> types) {

    static final VariantColumns NONE = new VariantColumns(List.of());

    private static final StructType BINARIES =
            new StructType().add("value", BinaryType.BINARY, false).add("metadata", BinaryType.BINARY, false);

    static VariantColumns of(Row scanState) {
        return new VariantColumns(ScanStateRow.getLogicalSchema(scanState).fields().stream()
                .map(StructField::getDataType)
                .toList());
    }

    StructType asStructs(StructType schema) {
        return (StructType) asStruct(schema);
    }

    private static DataType asStruct(DataType type) {
        if (type instanceof VariantType) {
            return BINARIES;
        }
        if (type instanceof StructType struct) {
            return new StructType(
                    struct.fields().stream().map(VariantColumns::asStruct).toList());
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(asStruct(array.getElementField()));
        }
        if (type instanceof MapType map) {
            return new MapType(asStruct(map.getKeyField()), asStruct(map.getValueField()));
        }
        return type;
    }

    private static StructField asStruct(StructField field) {
        return new StructField(field.getName(), asStruct(field.getDataType()), field.isNullable(), field.getMetadata());
    }

    /** Reads a value of a column, given by its place; the table says what it is, and not the file. */
    @Nullable
    Object value(int column, ColumnVector vector, int row) {
        return types.isEmpty() ? null : RowValues.value(types.get(column), vector, row);
    }
}

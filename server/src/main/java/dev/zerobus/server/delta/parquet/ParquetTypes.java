// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** A table's columns as a Parquet schema, the way Delta's readers expect it. Stateless. */
final class ParquetTypes {

    /** The most digits that fit into 32 bits. */
    static final int MAX_INT_DIGITS = 9;
    /** The most digits that fit into 64 bits. */
    static final int MAX_LONG_DIGITS = 18;

    private ParquetTypes() {}

    static MessageType message(List<Column> columns) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        for (Column column : columns) {
            builder.addField(field(column));
        }
        return builder.named("row");
    }

    private static Type field(Column column) {
        return type(column.type(), column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED, column.name());
    }

    private static Type type(ColumnType type, Repetition repetition, String name) {
        return switch (type.kind()) {
            case STRUCT ->
                new GroupType(
                        repetition,
                        name,
                        type.fields().stream().map(ParquetTypes::field).toList());
            case ARRAY ->
                Types.list(repetition)
                        .element(field(new Column(
                                "element", type.element().type(), type.element().nullable())))
                        .named(name);
            case MAP ->
                Types.map(repetition)
                        .key(field(new Column("key", type.key().type(), false)))
                        .value(field(new Column(
                                "value", type.value().type(), type.value().nullable())))
                        .named(name);
            // Delta's protocol asks for exactly this group; the annotation that newer Parquet has would lock older
            // readers out
            case VARIANT ->
                Types.buildGroup(repetition)
                        .required(PrimitiveTypeName.BINARY)
                        .named("value")
                        .required(PrimitiveTypeName.BINARY)
                        .named("metadata")
                        .named(name);
            default -> scalar(type, repetition, name);
        };
    }

    private static Type scalar(ColumnType type, Repetition repetition, String name) {
        return switch (type.kind()) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case TINYINT -> integer(repetition, name, LogicalTypeAnnotation.intType(8, true));
            case SMALLINT -> integer(repetition, name, LogicalTypeAnnotation.intType(16, true));
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case BIGINT -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case STRING ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case BINARY -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case DATE -> integer(repetition, name, LogicalTypeAnnotation.dateType());
            case TIMESTAMP -> micros(repetition, name, true);
            case TIMESTAMP_NTZ -> micros(repetition, name, false);
            case DECIMAL -> decimal(type, repetition, name);
            default -> throw new IllegalStateException("no Parquet type for " + type);
        };
    }

    private static Type integer(Repetition repetition, String name, LogicalTypeAnnotation annotation) {
        return Types.primitive(PrimitiveTypeName.INT32, repetition)
                .as(annotation)
                .named(name);
    }

    private static Type micros(Repetition repetition, String name, boolean utc) {
        return Types.primitive(PrimitiveTypeName.INT64, repetition)
                .as(LogicalTypeAnnotation.timestampType(utc, TimeUnit.MICROS))
                .named(name);
    }

    private static Type decimal(ColumnType type, Repetition repetition, String name) {
        LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (type.precision() <= MAX_INT_DIGITS) {
            return integer(repetition, name, annotation);
        }
        if (type.precision() <= MAX_LONG_DIGITS) {
            return Types.primitive(PrimitiveTypeName.INT64, repetition)
                    .as(annotation)
                    .named(name);
        }
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(decimalBytes(type.precision()))
                .as(annotation)
                .named(name);
    }

    /** Returns the bytes that hold a number of so many digits and its sign. */
    static int decimalBytes(int precision) {
        return java.math.BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
    }
}

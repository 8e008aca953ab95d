// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Random tables and rows that fit them, built with the official library. */
final class RandomRows {

    private static final Kind[] SCALARS = {
        Kind.BOOLEAN,
        Kind.TINYINT,
        Kind.SMALLINT,
        Kind.INT,
        Kind.BIGINT,
        Kind.FLOAT,
        Kind.DOUBLE,
        Kind.STRING,
        Kind.BINARY,
        Kind.DATE,
        Kind.TIMESTAMP,
        Kind.TIMESTAMP_NTZ,
        Kind.DECIMAL,
        Kind.VARIANT
    };
    private static final Kind[] KEYS = {Kind.BOOLEAN, Kind.INT, Kind.BIGINT, Kind.STRING, Kind.DATE, Kind.DECIMAL};
    private static final String[] ODD_NAMES = {
        "row", "a", "b", "key", "value", "RowEntry", "A_", "2nd", "_2nd", "valueEntry", "r_ow"
    };
    private static final long DAY = 86_400_000_000L;

    private final Random random;

    RandomRows(long seed) {
        this.random = new Random(seed);
    }

    TableSchema table() {
        int count = random.nextInt(10) == 0 ? 60 + random.nextInt(80) : 1 + random.nextInt(12);
        return new TableSchema(TableName.of("main.test.t"), columns(count, 3));
    }

    private List<Column> columns(int count, int depth) {
        List<Column> columns = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            columns.add(new Column(name(i, taken), type(depth), random.nextInt(4) > 0));
        }
        return columns;
    }

    /** Mostly plain names; now and then one that a nested type may want as well. */
    private String name(int index, Set<String> taken) {
        String odd = ODD_NAMES[random.nextInt(ODD_NAMES.length)];
        return random.nextInt(3) == 0 && taken.add(odd.toLowerCase(Locale.ROOT)) ? odd : "c_" + index;
    }

    private ColumnType type(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        return switch (kind) {
            case 0 -> ColumnType.struct(columns(1 + random.nextInt(4), depth - 1));
            case 1 -> ColumnType.array(structOrScalar(depth), random.nextBoolean());
            case 2 -> ColumnType.map(scalar(KEYS), structOrScalar(depth), random.nextBoolean());
            default -> scalar(SCALARS);
        };
    }

    private ColumnType structOrScalar(int depth) {
        return random.nextInt(3) == 0 ? ColumnType.struct(columns(1 + random.nextInt(4), depth - 1)) : scalar(SCALARS);
    }

    private ColumnType scalar(Kind[] kinds) {
        Kind kind = kinds[random.nextInt(kinds.length)];
        if (kind != Kind.DECIMAL) {
            return ColumnType.of(kind);
        }
        int precision = 1 + random.nextInt(38);
        return ColumnType.decimal(precision, random.nextInt(precision + 1));
    }

    DynamicMessage row(TableSchema table, Descriptor official) {
        return message(table.columns(), official);
    }

    private DynamicMessage message(List<Column> columns, Descriptor official) {
        DynamicMessage.Builder row = DynamicMessage.newBuilder(official);
        List<String> names = RowDescriptor.fieldNames(columns);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.nullable() && random.nextInt(3) == 0) {
                continue;
            }
            fill(row, official.findFieldByName(names.get(i)), column.type());
        }
        return row.build();
    }

    private void fill(DynamicMessage.Builder row, FieldDescriptor field, ColumnType type) {
        int count = random.nextInt(20) == 0 ? 30 : random.nextInt(4);
        if (type.kind() == Kind.ARRAY) {
            for (int i = 0; i < count; i++) {
                row.addRepeatedField(field, value(type.element().type(), field));
            }
        } else if (type.kind() == Kind.MAP) {
            Descriptor entry = field.getMessageType();
            Set<Object> keys = new HashSet<>();
            for (int i = 0; i < count; i++) {
                Object key = value(type.key().type(), entry.findFieldByName("key"));
                if (keys.add(type.key().type().kind() == Kind.DECIMAL ? plain(key) : key)) {
                    FieldDescriptor value = entry.findFieldByName("value");
                    row.addRepeatedField(
                            field,
                            DynamicMessage.newBuilder(entry)
                                    .setField(entry.findFieldByName("key"), key)
                                    .setField(value, value(type.value().type(), value))
                                    .build());
                }
            }
        } else {
            row.setField(field, value(type, field));
        }
    }

    private static Object plain(Object decimal) {
        return new BigDecimal((String) decimal).stripTrailingZeros();
    }

    private Object value(ColumnType type, FieldDescriptor field) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (int) (byte) random.nextInt();
            case SMALLINT -> (int) (short) random.nextInt();
            case INT -> random.nextInt();
            case BIGINT -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case STRING -> text();
            case BINARY -> {
                byte[] bytes = new byte[random.nextInt(30)];
                random.nextBytes(bytes);
                yield ByteString.copyFrom(bytes);
            }
            case DATE -> random.nextInt(-719_162, 2_932_897);
            case TIMESTAMP, TIMESTAMP_NTZ -> random.nextLong(-719_162 * DAY, 2_932_897 * DAY);
            case DECIMAL -> decimal(type);
            case VARIANT -> variant(3);
            case STRUCT -> message(type.fields(), field.getMessageType());
            default -> throw new AssertionError(type);
        };
    }

    private String decimal(ColumnType type) {
        BigInteger bound = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled = new BigInteger(bound.bitLength() + 8, random).mod(bound);
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
        return random.nextBoolean() ? value.toPlainString() : value.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            int codePoint = random.nextInt(3) > 0 ? 32 + random.nextInt(95) : random.nextInt(0x10FFFF + 1);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? 'x' : codePoint);
        }
        return text.toString();
    }

    private String variant(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> "null";
            case 2 -> "true";
            case 3 -> "\"a\\u00e9\\n" + random.nextInt(100) + "\"";
            case 4 -> "[" + variant(depth - 1) + ", " + variant(depth - 1) + "]";
            default -> "{\"a\": " + variant(depth - 1) + ", \"b\":" + variant(depth - 1) + "}";
        };
    }
}

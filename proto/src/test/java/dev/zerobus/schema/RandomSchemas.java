// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables of random shape, within what a descriptor can say. */
final class RandomSchemas {

    private static final String[] NAMES = {
        "id",
        "Name",
        "order_id",
        "orderId",
        "1st",
        "_x",
        "primary",
        "constraint",
        "comment",
        "select",
        "table",
        "not",
        "KEY",
        "value",
        "map",
        "array",
        "a_b",
        "aB_",
        "AEntry",
        "a",
        "check",
        "unique",
        "foreign",
        "default",
        "using"
    };
    private static final ColumnType.Kind[] KEYS = {
        ColumnType.Kind.STRING,
        ColumnType.Kind.INT,
        ColumnType.Kind.BIGINT,
        ColumnType.Kind.BOOLEAN,
        ColumnType.Kind.DATE
    };

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    TableSchema next() {
        return new TableSchema(TableName.of("main.s_1.t" + random.nextInt(100)), columns(1 + random.nextInt(12), 0));
    }

    private List<Column> columns(int count, int depth) {
        List<Column> columns = new ArrayList<>();
        int first = random.nextInt(NAMES.length);
        for (int i = 0; i < count; i++) {
            ColumnType type = type(depth, true);
            columns.add(new Column(NAMES[(first + i) % NAMES.length], type, random.nextInt(3) > 0));
        }
        return columns;
    }

    private ColumnType type(int depth, boolean repeatable) {
        ColumnType.Kind[] kinds = ColumnType.Kind.values();
        while (true) {
            ColumnType.Kind kind = kinds[random.nextInt(kinds.length)];
            switch (kind) {
                case DECIMAL:
                    int precision = 1 + random.nextInt(38);
                    return ColumnType.decimal(precision, random.nextInt(precision + 1));
                case ARRAY:
                    if (repeatable && depth < 4) {
                        return ColumnType.array(type(depth + 1, false), true);
                    }
                    break;
                case MAP:
                    if (repeatable && depth < 4) {
                        ColumnType key = ColumnType.of(KEYS[random.nextInt(KEYS.length)]);
                        return ColumnType.map(key, type(depth + 1, false), true);
                    }
                    break;
                case STRUCT:
                    if (depth < 4) {
                        return ColumnType.struct(columns(1 + random.nextInt(4), depth + 1));
                    }
                    break;
                default:
                    return ColumnType.of(kind);
            }
        }
    }
}

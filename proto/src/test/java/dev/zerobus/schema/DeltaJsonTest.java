// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeltaJsonTest {

    @Test
    void writesEveryTypeAsDeltaDoes() {
        TableSchema schema =
                CreateTable.parse("CREATE TABLE a.b.c (a BOOLEAN NOT NULL, b TINYINT, c SMALLINT, d INT, e BIGINT,"
                        + " f FLOAT, g DOUBLE, h STRING, i BINARY, j DATE, k TIMESTAMP, l TIMESTAMP_NTZ, m DECIMAL(18,2), n VARIANT,"
                        + " o ARRAY<INT>, p MAP<STRING, BIGINT>, q STRUCT<x: INT NOT NULL>)");

        assertThat(DeltaJson.schema(schema))
                .startsWith(
                        "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"boolean\",\"nullable\":false,\"metadata\":{}},")
                .endsWith("}]}");
        assertThat(schema.columns().stream()
                        .map(DeltaJson::field)
                        .map(f -> f.replaceAll("^.*?\"type\":|,\"nullable\":[a-z]+,\"metadata\":\\{\\}\\}$", "")))
                .containsExactly(
                        "\"boolean\"",
                        "\"byte\"",
                        "\"short\"",
                        "\"integer\"",
                        "\"long\"",
                        "\"float\"",
                        "\"double\"",
                        "\"string\"",
                        "\"binary\"",
                        "\"date\"",
                        "\"timestamp\"",
                        "\"timestamp_ntz\"",
                        "\"decimal(18,2)\"",
                        "\"variant\"",
                        "{\"type\":\"array\",\"elementType\":\"integer\",\"containsNull\":true}",
                        "{\"type\":\"map\",\"keyType\":\"string\",\"valueType\":\"long\",\"valueContainsNull\":true}",
                        "{\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"integer\",\"nullable\":false,\"metadata\":{}}]}");
    }

    @Test
    void escapesNames() {
        Column odd = new Column("a\"b\\\n\u00e4", ColumnType.array(ColumnType.of(ColumnType.Kind.INT), false), true);

        assertThat(DeltaJson.field(odd))
                .isEqualTo(
                        "{\"name\":\"a\\\"b\\\\\\u000a\u00e4\",\"type\":{\"type\":\"array\",\"elementType\":\"integer\","
                                + "\"containsNull\":false},\"nullable\":true,\"metadata\":{}}");
    }
}
